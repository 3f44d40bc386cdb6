import type { LogEvent } from '../event/event.ts';
import { PrettyFormatter } from '../formatters/pretty.ts';
import { TextFormatter } from '../formatters/text.ts';
import { type LevelLike, levelNumber, WARNING } from '../logger/levels.ts';
import { writeFully } from './file/write.ts';
import type { HandlerOptions } from './handler.ts';
import { TextHandler } from './text.ts';

export interface ConsoleHandlerOptions extends HandlerOptions {
  /** Records from this level on go to stderr, those below to stdout. @default WARNING */
  errorLevel?: LevelLike;
  /** Send everything to one of them. */
  stream?: 'stdout' | 'stderr';
  /** Colours; by default on a terminal, and as NO_COLOR and FORCE_COLOR say (no-color.org). */
  colors?: boolean;
}

const STDOUT = 1;
const STDERR = 2;

/**
 * Writes to the terminal: pretty when there is one, plain lines with their fields otherwise. Each line is
 * written at once, so that nothing can be lost and nothing overtakes `console.log`.
 */
export class ConsoleHandler extends TextHandler {
  readonly #errorLevel: number;

  constructor(options: ConsoleHandlerOptions = {}) {
    super(options, fallbackFormatter(options));
    this.#errorLevel = errorLevel(options);
  }

  override write(line: string, event: LogEvent): void {
    const error = event.level >= this.#errorLevel;
    const stream = error ? process.stderr : process.stdout;
    // A program that took the stream over (a test runner, a capture) must see the line.
    if (Object.hasOwn(stream, 'write')) stream.write(line);
    else writeFully(error ? STDERR : STDOUT, line);
  }

  override handleError(error: unknown, event?: LogEvent): void {
    // Nobody reads any more (`app | head`): not worth a report, and there is nowhere to put it.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
    super.handleError(error, event);
  }
}

function errorLevel(options: ConsoleHandlerOptions): number {
  if (options.stream === 'stderr') return Number.NEGATIVE_INFINITY;
  if (options.stream === 'stdout') return Number.POSITIVE_INFINITY;
  return levelNumber(options.errorLevel ?? WARNING);
}

function fallbackFormatter(options: ConsoleHandlerOptions) {
  const stream = options.stream === 'stderr' ? process.stderr : process.stdout;
  if (options.colors ?? wantsColors(stream.isTTY === true)) return new PrettyFormatter({ colors: true });
  if (stream.isTTY === true) return new PrettyFormatter({ colors: false });
  return new TextFormatter({ format: '%(asctime)s %(levelname)s %(name)s: %(message)s', fields: true });
}

function wantsColors(terminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true;
  return terminal && TERM !== 'dumb';
}
