import type { LogEvent } from '../event/event.ts';
import { TextFormatter } from '../formatters/text.ts';
import type { HandlerOptions } from './handler.ts';
import { TextHandler } from './text.ts';

/** Whatever takes text: `process.stdout`, a file stream, an array in a test. */
export interface TextSink {
  write(text: string): unknown;
}

export interface StreamHandlerOptions extends HandlerOptions {
  stream: TextSink;
}

/** Writes each line to a stream at once: Python's StreamHandler. */
export class StreamHandler extends TextHandler {
  readonly stream: TextSink;

  constructor(options: StreamHandlerOptions) {
    super(options, new TextFormatter());
    this.stream = options.stream;
  }

  override write(line: string, _event: LogEvent): void {
    this.stream.write(line);
  }
}
