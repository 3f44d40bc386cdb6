import type { LogEvent } from '../event/event.ts';
import { JsonFormatter } from '../formatters/json.ts';
import { Handler, type HandlerOptions } from './handler.ts';

/** Takes one formatted line, without its end, and the record that it came from. */
export type EmitFunction = (line: string, event: LogEvent) => void | Promise<void>;

/**
 * A handler that is one function.
 *
 * @example log.addHandler(new FunctionHandler((line) => socket.send(line)));
 */
export class FunctionHandler extends Handler {
  readonly #emit: EmitFunction;

  constructor(emit: EmitFunction, options: HandlerOptions = {}) {
    super(options, new JsonFormatter());
    this.#emit = emit;
  }

  override emit(event: LogEvent): void | Promise<void> {
    return this.#emit(this.format(event), event);
  }
}

/** Python's NullHandler: for libraries, so that their records reach nobody by accident. */
export class NullHandler extends Handler {
  constructor() {
    super({}, { format: () => '' });
  }

  override emit(): void {}
}
