import type { Level } from '@logboom/core';

/** Codes of a terminal (SGR). */
export const COLOURS: Record<Level, string> = {
  trace: '90',
  debug: '36',
  info: '32',
  warn: '33',
  error: '31',
  fatal: '1;31',
};

export type Format = 'pretty' | 'json' | 'logfmt';

/** A record as one line for people. */
export interface Line {
  time: string;
  level: string;
  service: string;
  logger: string;
  message: string;
}

/** Writes records to standard output: coloured on a terminal, plain in a pipe. */
export class Output {
  readonly #colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  readonly #stream = process.stdout;
  /** Whether whoever reads has gone (`| head`): there is nothing left to do then. */
  closed = false;

  constructor() {
    this.#stream.on('error', () => {
      this.closed = true;
    });
  }

  /** A line as it is. */
  async text(line: string): Promise<void> {
    await this.#write(`${line}\n`);
  }

  /** Bytes as they are. */
  async bytes(chunk: Uint8Array): Promise<void> {
    await this.#write(chunk);
  }

  async json(value: unknown): Promise<void> {
    await this.#write(`${JSON.stringify(value)}\n`);
  }

  async line({ time, level, service, logger, message }: Line): Promise<void> {
    const word = this.#paint(level.toUpperCase().padEnd(5), COLOURS[level as Level] ?? '0');
    const from = [service, logger].filter((name) => name !== '').join(' ');
    await this.#write(
      `${this.#paint(time, '90')} ${word} ${from === '' ? '' : `${this.#paint(from, '35')} `}${message}\n`,
    );
  }

  async #write(text: string | Uint8Array): Promise<void> {
    if (this.closed || this.#stream.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stream.once('drain', resolve);
    this.#stream.once('error', resolve);
    await promise;
  }

  #paint(text: string, colour: string): string {
    return this.#colours ? `\x1b[${colour}m${text}\x1b[0m` : text;
  }
}
