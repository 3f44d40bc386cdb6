import type { LogEvent } from '../event/event.ts';
import { Handler } from './handler.ts';

/** A handler that writes formatted lines. A subclass says where to. */
export abstract class TextHandler extends Handler {
  /** What ends a line. */
  readonly terminator: string = '\n';

  /** Takes one line with its end. */
  abstract write(line: string, event: LogEvent): void | Promise<void>;

  override emit(event: LogEvent): void | Promise<void> {
    return this.write(this.format(event) + this.terminator, event);
  }
}
