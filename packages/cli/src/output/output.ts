/** Writes to standard output no faster than it is read. */
export class Output {
  readonly #stream = process.stdout;
  /** Whether whoever reads has gone (`| head`): there is nothing left to do then. */
  closed = false;
  /** Called before something is written. */
  onWrite: () => void = () => undefined;
  /** Called when whoever reads has gone. */
  onClosed: () => void = () => undefined;

  constructor() {
    this.#stream.on('error', () => {
      this.closed = true;
      this.onClosed();
    });
  }

  /** A line as it is. */
  async text(line: string): Promise<void> {
    await this.bytes(`${line}\n`);
  }

  /** Text or bytes as they are. */
  async bytes(chunk: string | Uint8Array): Promise<void> {
    if (chunk.length === 0 || this.closed) return;
    this.onWrite();
    if (this.#stream.write(chunk)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = (): void => {
      this.#stream.off('drain', done).off('error', done);
      resolve();
    };
    this.#stream.on('drain', done).on('error', done);
    await promise;
  }
}
