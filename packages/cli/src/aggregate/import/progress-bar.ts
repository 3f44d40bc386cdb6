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
    this.#stream.write(`\r\x1b[K${progressLine(progress, (now - this.#started) / 1e3, this.#startBytes)}`);
  }

  /** Another word in the place of the bar. */
  say(text: string): void {
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[K${text}`);
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }
}

/** `[=====>     ]  43 %  412,000 lines/s  0:12 left  5,000,000 stored, 12 odd`. */
export function progressLine(progress: ImportProgress, seconds: number, startBytes: number): string {
  const { bytes, totalBytes, lines, stored, odd } = progress;
  const rate = Math.round(lines / Math.max(seconds, 0.001));
  const counts = `${rate.toLocaleString('en')} lines/s  ${stored.toLocaleString('en')} stored, ${odd.toLocaleString('en')} odd`;
  // The size of what is compressed, or comes through a pipe, is not known.
  if (totalBytes === 0 || bytes > totalBytes) return counts;
  const share = bytes / totalBytes;
  const done = Math.round(share * WIDTH);
  const bar = `[${'='.repeat(done)}${done < WIDTH ? '>' : ''}${' '.repeat(Math.max(0, WIDTH - done - 1))}]`;
  const left = ((totalBytes - bytes) / Math.max(bytes - startBytes, 1)) * seconds;
  return `${bar} ${Math.floor(share * 100)} %  ${clock(left)} left  ${counts}`;
}

function clock(seconds: number): string {
  const whole = Math.min(Math.ceil(seconds), 359_999);
  const minutes = Math.floor(whole / 60);
  const text = `${minutes % 60}`.padStart(whole >= 3_600 ? 2 : 1, '0');
  return `${whole >= 3_600 ? `${Math.floor(whole / 3_600)}:` : ''}${text}:${`${whole % 60}`.padStart(2, '0')}`;
}
