import { LogEvent } from '../event/event.ts';
import { display } from '../values/display.ts';
import { handlersOf, handOn, type Target } from './target.ts';

/** What LogTape hands to a sink. */
export interface LogTapeRecord {
  readonly category: readonly string[];
  readonly level: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal';
  readonly message: readonly unknown[];
  readonly timestamp: number;
  readonly properties: Record<string, unknown>;
}

const LEVELS = { trace: 5, debug: 10, info: 20, warning: 30, error: 40, fatal: 50 } as const;

/**
 * A LogTape sink. LogTape disposes of it when it is reset, which flushes the handlers.
 *
 * @example await configure({ sinks: { logboom: logboomSink(new LogboomHandler({ port: 5000 })) }, loggers: [...] });
 */
export function logboomSink(target: Target): ((record: LogTapeRecord) => void) & AsyncDisposable {
  const sink = (record: LogTapeRecord): void =>
    handOn(
      target,
      LogEvent.from({
        name: record.category.join('.') || 'root',
        level: LEVELS[record.level],
        time: record.timestamp,
        template: record.message.map((part) => display(part)).join(''),
        fields: record.properties,
      }),
    );
  return Object.assign(sink, {
    async [Symbol.asyncDispose]() {
      await Promise.all(handlersOf(target).map((handler) => handler.flush()));
    },
  });
}
