import { BlockBuilder } from '../store/native/block.ts';

/** As many as requests are usually read at the same time. */
const MOST = 8;
/** Beyond, one large batch would keep its memory for ever. */
const LARGEST_BYTES = 1024 * 1024;

/**
 * Builders that were used have room already. Without them every batch allocates its columns step by step, and
 * the collector, which counts such memory, runs ten times a second.
 */
export class BuilderPool {
  readonly #idle: BlockBuilder[] = [];

  take(): BlockBuilder {
    return this.#idle.pop() ?? new BlockBuilder();
  }

  /** Takes back a builder whose block is finished. */
  give(builder: BlockBuilder): void {
    const isSmall = builder.bytes <= LARGEST_BYTES;
    builder.clear();
    if (isSmall && this.#idle.length < MOST) this.#idle.push(builder);
  }
}
