import type { LogEvent } from '../event/event.ts';
import { Handler, type HandlerOptions } from './handler.ts';

export interface DualHandlerOptions extends HandlerOptions {
  handlers: readonly Handler[];
}

/** Writes to several handlers. Each has its own level, filters and formatter, and fails alone. */
export class DualHandler extends Handler {
  readonly handlers: readonly Handler[];

  constructor(options: DualHandlerOptions) {
    super(options, { format: (event) => event.message });
    this.handlers = options.handlers;
  }

  override get needsCaller(): boolean {
    return this.handlers.some((handler) => handler.needsCaller);
  }

  override emit(event: LogEvent): void {
    for (const handler of this.handlers) {
      if (event.level >= handler.level) handler.handle(event);
    }
  }

  override async flush(): Promise<void> {
    const results = await Promise.allSettled(this.handlers.map((handler) => handler.flush()));
    for (const result of results) if (result.status === 'rejected') this.handleError(result.reason);
  }
}
