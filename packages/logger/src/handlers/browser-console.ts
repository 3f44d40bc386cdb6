import type { LogEvent } from '../event/event.ts';
import { ERROR, INFO, WARNING } from '../logger/levels.ts';
import { Handler, type HandlerOptions } from './handler.ts';

/** The browser's console: a method for each level, and fields and errors as objects that can be opened. */
export class ConsoleHandler extends Handler {
  constructor(options: HandlerOptions = {}) {
    super(options, { format: (event) => `${event.name}: ${event.message}` });
  }

  override emit(event: LogEvent): void {
    const extra: unknown[] = [];
    const fields = event.allFields();
    if (Object.keys(fields).length > 0) extra.push(fields);
    // The console shows the error itself better than its text.
    const text =
      event.error === undefined ? this.format(event) : this.format(event.with({ error: undefined }));
    if (event.error !== undefined) extra.push(event.error);
    console[methodOf(event.level)](text, ...extra);
  }
}

function methodOf(level: number): 'debug' | 'info' | 'warn' | 'error' {
  if (level >= ERROR) return 'error';
  if (level >= WARNING) return 'warn';
  return level >= INFO ? 'info' : 'debug';
}
