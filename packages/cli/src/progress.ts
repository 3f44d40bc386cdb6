/** Before this nobody wonders. */
const QUIET_MS = 500;
const EVERY_MS = 100;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR = '\r\x1b[K';

/** A line on standard error that tells how a long query goes, while that is a terminal. It leaves nothing behind. */
export class Progress {
  /** Rows of the answer so far. */
  rows = 0;
  /** Records that the query reads at most, once that is known. */
  estimate: number | undefined;
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #shown = false;

  constructor(isOn: boolean = process.stderr.isTTY === true) {
    if (isOn) this.#timer = setInterval(() => this.#show(), EVERY_MS).unref();
  }

  /** Takes the line away; it comes again unless this was the end. */
  hide(): void {
    if (!this.#shown) return;
    this.#shown = false;
    process.stderr.write(CLEAR);
  }

  end(): void {
    clearInterval(this.#timer);
    this.hide();
  }

  #show(): void {
    const elapsed = performance.now() - this.#started;
    if (elapsed < QUIET_MS) return;
    const frame = FRAMES[Math.floor(elapsed / EVERY_MS) % FRAMES.length];
    const read =
      this.estimate === undefined ? '' : `, reading up to ${this.estimate.toLocaleString('en')} records`;
    const text = `${frame} ${(elapsed / 1e3).toFixed(1)} s, ${this.rows.toLocaleString('en')} found${read}`;
    process.stderr.write(CLEAR + text.slice(0, (process.stderr.columns || 80) - 1));
    this.#shown = true;
  }
}
