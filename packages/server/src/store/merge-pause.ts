import { LOGS } from './names.ts';
import type { Store } from './store.ts';

/**
 * So many parts may wait: a query looks into each, and the engine itself slows inserts down at 1,000 of a
 * partition.
 */
const MAX_PARTS = 100;

/**
 * Keeps the embedded engine from merging parts while an import needs the processors: what is merged while more comes is
 * merged again. It ends by itself when many parts wait, and with the engine.
 */
export class MergePause {
  readonly #store: Store;
  readonly #maxParts: number;
  #isOn = false;

  constructor(store: Store, maxParts: number = MAX_PARTS) {
    this.#store = store;
    this.#maxParts = maxParts;
  }

  async begin(): Promise<void> {
    await this.#store.client.command({ query: `SYSTEM STOP MERGES ${LOGS}` });
    this.#isOn = true;
  }

  /** To be told of each insert. */
  async inserted(): Promise<void> {
    if (!this.#isOn || (await this.#parts()) <= this.#maxParts || !this.#isOn) return;
    this.#isOn = false;
    await this.#store.client.command({ query: `SYSTEM START MERGES ${LOGS}` });
  }

  async #parts(): Promise<number> {
    const [row] = await this.#store.rows<{ parts: string }>(
      "SELECT count() AS parts FROM system.parts WHERE active AND concat(database, '.', table) = {table:String}",
      { table: LOGS },
    );
    return Number(row?.parts ?? 0);
  }
}
