/** Records that are sent, acknowledged and repeated together. */
export interface Batch {
  /** Counts up within the lane; a repeated batch keeps its number, which is how a server knows it again. */
  readonly number: number;
  readonly records: number;
  /** The lines, each with its line end. May read them from the disk. */
  read(): Buffer;
}

/** A batch that is kept in memory, on the disk, or both. */
export interface StoredBatch extends Batch {
  readonly bytes: number;
  /** Lets go of the copy in memory, if there is one on the disk. Says how many bytes that gave. */
  forget(): number;
  /** Called when the batch is delivered or given up. */
  release(): void;
}

/** A batch that only memory holds. */
export class MemoryBatch implements StoredBatch {
  readonly number: number;
  readonly records: number;
  readonly bytes: number;
  readonly #content: Buffer;

  constructor(number: number, records: number, content: Buffer) {
    this.number = number;
    this.records = records;
    this.bytes = content.length;
    this.#content = content;
  }

  read(): Buffer {
    return this.#content;
  }

  forget(): number {
    return 0;
  }

  release(): void {}
}

/** The lines of a batch as texts, without their ends. */
export function linesOf(batch: Batch): string[] {
  const lines = batch.read().toString().split('\n');
  lines.pop();
  return lines;
}
