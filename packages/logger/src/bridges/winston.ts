import { Writable } from 'node:stream';
import { LogEvent } from '../event/event.ts';
import { handlersOf, handOn, type Target } from './target.ts';

/** What winston hands to a transport. */
interface Info {
  level: string;
  message: unknown;
  [name: string]: unknown;
}

const LEVEL = Symbol.for('level');

/** npm's and syslog's names of levels, which winston knows. */
const LEVELS: Readonly<Record<string, number>> = {
  silly: 5,
  trace: 5,
  debug: 10,
  verbose: 10,
  http: 20,
  info: 20,
  notice: 20,
  data: 20,
  input: 20,
  warn: 30,
  warning: 30,
  error: 40,
  crit: 50,
  alert: 50,
  emerg: 50,
};

export interface WinstonTransportOptions {
  target: Target;
  /** winston's least level for this transport. @default the logger's */
  level?: string;
}

/**
 * A winston transport.
 *
 * @example createLogger({ transports: [new LogboomTransport({ target: new LogboomHandler({ port: 5000 }) })] });
 */
export class LogboomTransport extends Writable {
  /** Read by winston. */
  declare level?: string;
  levels: Readonly<Record<string, number>> | undefined;
  readonly #target: Target;
  #parentLevel: () => string | undefined = () => undefined;

  constructor({ target, level }: WinstonTransportOptions) {
    super({ objectMode: true });
    this.#target = target;
    if (level !== undefined) this.level = level;
    this.once('pipe', (logger: { levels?: Record<string, number>; level?: string }) => {
      this.levels = logger.levels;
      this.#parentLevel = () => logger.level;
    });
  }

  /** winston asks that a transport has it. */
  log(info: Info, done: () => void): void {
    this.#take(info);
    done();
  }

  override _write(info: Info, _encoding: BufferEncoding, done: () => void): void {
    this.log(info, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    Promise.all(handlersOf(this.#target).map((handler) => handler.flush())).then(() => done(), done);
  }

  #take(info: Info): void {
    // Formats may have coloured `level`; the symbol holds the plain word.
    const word = String((info as { [LEVEL]?: unknown })[LEVEL] ?? info.level);
    const least = this.level ?? this.#parentLevel();
    const { levels } = this;
    if (levels !== undefined && least !== undefined && (levels[word] ?? 0) > (levels[least] ?? Infinity))
      return;
    const { level: _level, message, timestamp: _timestamp, ...fields } = info;
    handOn(
      this.#target,
      LogEvent.from({
        name: typeof fields.label === 'string' ? fields.label : 'winston',
        level: LEVELS[word] ?? 20,
        template: typeof message === 'string' ? message : String(message),
        fields,
      }),
    );
  }
}
