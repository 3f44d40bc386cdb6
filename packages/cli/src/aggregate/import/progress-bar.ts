import type { ImportProgress } from './import.ts';

const DRAW_MS = 200;
const WIDTH = 24;

/** A progress bar on a terminal: rate, remaining time, lines kept and odd. Elsewhere it is silent. */
export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now();
  #drawn = 0;
  #startBytes: number | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update(progress: ImportProgress): void {
    this.#startBytes ??= progress.bytes;
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#drawn < DRAW_MS) return;
    this.#drawn = now;
    const line = progressLine(
      progress,
      (now - this.#started) / 1e3,
      this.#startBytes,
      this.#stream.columns || undefined,
    );
    this.#stream.write(`\r\x1b[K${line}`);
  }

  /** Another word in the place of the bar. */
  say(text: string): void {
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[K${text}`);
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }
}

/**
 * `[=====>     ]  43 %  0:12 left  412,000 lines/s  5,000,000 stored, 12 odd`; the bar is as wide as a terminal of so many
 * columns leaves room for.
 */
export function progressLine(
  progress: ImportProgress,
  seconds: number,
  startBytes: number,
  columns = 100,
): string {
  const { bytes, totalBytes, lines, stored, odd } = progress;
  const rate = Math.round(lines / Math.max(seconds, 0.001));
  const counts = `${rate.toLocaleString('en')} lines/s  ${stored.toLocaleString('en')} stored, ${odd.toLocaleString('en')} odd`;
  // The size of what is compressed, or comes through a pipe, is not known.
  if (totalBytes === 0 || bytes > totalBytes) return counts.slice(0, columns - 1);
  const share = bytes / totalBytes;
  const left = ((totalBytes - bytes) / Math.max(bytes - startBytes, 1)) * seconds;
  const words = ` ${Math.floor(share * 100)} %  ${clock(left)} left  ${counts}`;
  // A line that is too long would wrap, and the next one be drawn below it.
  return `${bar(share, Math.min(WIDTH, columns - words.length - 3))}${words}`.slice(0, columns - 1);
}

function bar(share: number, width: number): string {
  if (width < 4) return '';
  const done = Math.round(share * width);
  return `[${'='.repeat(done)}${done < width ? '>' : ''}${' '.repeat(Math.max(0, width - done - 1))}]`;
}

function clock(seconds: number): string {
  const whole = Math.min(Math.ceil(seconds), 359_999);
  const minutes = Math.floor(whole / 60);
  const text = `${minutes % 60}`.padStart(whole >= 3_600 ? 2 : 1, '0');
  return `${whole >= 3_600 ? `${Math.floor(whole / 3_600)}:` : ''}${text}:${`${whole % 60}`.padStart(2, '0')}`;
}
