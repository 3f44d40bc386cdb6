/** One counted value. */
export interface TopEntry {
  label: string;
  count: number;
}

/** A counter as it travels between threads. */
export interface TopState {
  entries: [hash: number, entry: TopEntry][];
  error: number;
}

/**
 * Counts values and keeps the most frequent (Misra and Gries 1982). Exact while there are at most `capacity`
 * different ones; then all counts are lowered together, so that a count is too low by at most `error`.
 */
export class Top {
  /** By how much a count can be too low. */
  error = 0;
  readonly #capacity: number;
  readonly #entries = new Map<number, TopEntry>();
  #lastHash = -1;
  #last: TopEntry = { label: '', count: 0 };

  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  /** @param label gives the text of a value that is new; it must not be a view of a larger text */
  add(hash: number, label: () => string): void {
    if (hash !== this.#lastHash) {
      this.#last = this.#entryOf(hash, label);
      this.#lastHash = hash;
    }
    this.#last.count++;
  }

  /** The most frequent, most first. */
  top(limit: number): TopEntry[] {
    return [...this.#entries.values()]
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
      .slice(0, limit);
  }

  get size(): number {
    return this.#entries.size;
  }

  get state(): TopState {
    return { entries: [...this.#entries], error: this.error };
  }

  merge({ entries, error }: TopState): void {
    for (const [hash, { label, count }] of entries) {
      const own = this.#entries.get(hash);
      if (own === undefined) this.#entries.set(hash, { label, count });
      else own.count += count;
    }
    this.error += error;
    if (this.#entries.size > this.#capacity) this.#lower();
  }

  #entryOf(hash: number, label: () => string): TopEntry {
    let entry = this.#entries.get(hash);
    if (entry === undefined) {
      if (this.#entries.size >= this.#capacity) this.#lower();
      entry = { label: label(), count: 0 };
      this.#entries.set(hash, entry);
    }
    return entry;
  }

  /** Makes room for half as many again: the count that half of them do not reach is taken from all. */
  #lower(): void {
    const counts = [...this.#entries.values()].map(({ count }) => count).sort((a, b) => b - a);
    const by = Math.max(1, counts[this.#capacity >> 1] ?? 1);
    for (const [hash, entry] of this.#entries) {
      entry.count -= by;
      if (entry.count <= 0) this.#entries.delete(hash);
    }
    this.error += by;
    this.#lastHash = -1;
  }
}

/**
 * A text of its own: a view of a block of lines would keep the whole block alive. Joining and cutting copies,
 * five times as fast as going through bytes.
 */
export function ownText(text: string): string {
  return `${text} `.slice(0, -1);
}
