import { Draft, LogboomError } from '@logboom/core';
import type { FrameMeta } from '../spool/frame.ts';
import type { Spool } from '../spool/spool.ts';
import type { BlockBuilder, BlockHeader } from '../store/native/block.ts';
import type { ByteRow } from '../store/native/byte-row.ts';
import { BuilderPool } from './builder-pool.ts';
import { completeDraft, hasTime } from './complete.ts';
import { MemoryGuard } from './memory-guard.ts';
import type { Batch, BatchIdentity, KnownAnswer, Sink, SpanBatch } from './sink.ts';
import { PipelineSpans } from './spans.ts';

export interface PipelineLimits {
  /** The longest record, in bytes of text. */
  record: number;
  /** The largest batch, in bytes. */
  batch: number;
  /** Resident memory of this process above which records are refused, in bytes. */
  memory: number;
}

export interface PipelineOptions {
  spool: Spool;
  /** The name of this node, part of every record's id. */
  node: string;
  limits: PipelineLimits;
  /** Told of every batch that is on disk. */
  onAccepted?: (accepted: Accepted) => void;
}

/** A batch that is on disk. */
export interface Accepted {
  source: string;
  rows: number;
  bytes: number;
  /** The time of its newest record, in ms since 1970, where that is known. */
  newest: number | undefined;
}

/** What becomes a block once its first row has a number. */
interface Appended {
  readonly rows: number;
  /** The time of the newest row, in ms since 1970; 0 while there is none. */
  readonly newest?: number;
  finish(header: BlockHeader): Buffer;
}

/** How a batch is known, and where its rows belong. */
type Identity = BatchIdentity & Pick<FrameMeta, 'table'>;

const MEMORY_CHECK_MS = 250;
/** How long a patient batch waits after the spool could not be written. */
const FAILED_RETRY_MS = 500;

/** Takes decoded records from the inputs, checks and completes them, and hands batches to the spool. */
export class Pipeline implements Sink {
  readonly options: PipelineOptions;
  /** @internal */
  readonly builders = new BuilderPool();
  readonly #memory: MemoryGuard;
  readonly #inProgress = new Map<string, Promise<KnownAnswer | undefined>>();
  #takesRest = false;

  constructor(options: PipelineOptions) {
    this.options = options;
    this.#memory = new MemoryGuard(options.limits.memory);
  }

  batch(source: string): Batch {
    return new PipelineBatch(this, source);
  }

  spans(source: string): SpanBatch {
    return new PipelineSpans(this, source);
  }

  refusal(): LogboomError | undefined {
    if (this.#takesRest) return undefined;
    const { spool } = this.options;
    if (spool.full) return new LogboomError('LB_SPOOL_FULL', { bytes: spool.pendingBytes, retryAfter: 5 });
    const memory = this.#memory.above();
    if (memory !== undefined) return new LogboomError('LB_MEMORY_HIGH', { bytes: memory, retryAfter: 1 });
    return undefined;
  }

  async whenReady(): Promise<void> {
    for (let refusal = this.refusal(); refusal !== undefined; refusal = this.refusal()) {
      if (refusal.code === 'LB_SPOOL_FULL') await this.options.spool.whenRoom();
      else await new Promise((resolve) => setTimeout(resolve, MEMORY_CHECK_MS));
    }
  }

  async answerOf(key: string): Promise<KnownAnswer | undefined> {
    return (await this.#inProgress.get(key)) ?? this.options.spool.senders.answerOf(key);
  }

  numberOf(client: string): number {
    return this.options.spool.resume(client);
  }

  /** From now on nothing is refused: what inputs have in hand when the server stops is taken. */
  takeRest(): void {
    this.#takesRest = true;
    this.options.spool.takeRest();
  }

  /** @internal */
  append(source: string, builder: Appended, identity: Identity): Promise<KnownAnswer | undefined> {
    const { key, rejected = 0 } = identity;
    if (key === undefined) return this.#store(source, builder, identity).then(() => undefined);
    // Looked up and entered in one step: of two requests that bring the same key, one is stored.
    const inProgress = this.#inProgress.get(key);
    if (inProgress !== undefined) return this.#afterOther(inProgress);
    const known = this.options.spool.senders.answerOf(key);
    if (known !== undefined) return Promise.resolve(known);
    const answer: KnownAnswer = { accepted: builder.rows, rejected };
    const done = this.#store(source, builder, identity);
    const settled = done.then(
      () => answer,
      () => undefined,
    );
    this.#inProgress.set(key, settled);
    void settled.then(() => this.#inProgress.delete(key));
    return done.then(() => undefined);
  }

  /** @internal */
  async appendPatiently(source: string, builder: BlockBuilder): Promise<void> {
    for (;;) {
      if (this.refusal() !== undefined) await this.whenReady();
      try {
        return await this.#store(source, builder, {});
      } catch (error) {
        if (!LogboomError.is(error) || error.code === 'LB_STOPPING' || this.#takesRest) throw error;
        await new Promise((resolve) => setTimeout(resolve, FAILED_RETRY_MS));
      }
    }
  }

  async #afterOther(other: Promise<KnownAnswer | undefined>): Promise<KnownAnswer> {
    const answer = await other;
    if (answer !== undefined) return answer;
    throw new LogboomError('LB_SPOOL_FAILED', { reason: 'another request with the same key failed' });
  }

  async #store(source: string, builder: Appended, identity: Identity): Promise<void> {
    const { spool, node, onAccepted } = this.options;
    // The builder is filled anew before the rows are on disk.
    const { rows, newest } = builder;
    const { key, client, number, rejected = 0, table } = identity;
    let bytes = 0;
    await spool.append({
      rows,
      meta: {
        ...(table === undefined ? {} : { table }),
        ...(key === undefined ? {} : { key, accepted: rows, rejected }),
        ...(client === undefined ? {} : { client, number: number ?? 0 }),
      },
      build: (sequence, at) => {
        const block = builder.finish({ observed: at, source, node, sequence });
        bytes = block.length;
        return block;
      },
    });
    onAccepted?.({ source, rows, bytes, newest });
  }
}

class PipelineBatch implements Batch {
  readonly #pipeline: Pipeline;
  readonly #source: string;
  readonly #draft = new Draft();
  #filling: BlockBuilder | undefined;

  constructor(pipeline: Pipeline, source: string) {
    this.#pipeline = pipeline;
    this.#source = source;
  }

  get rows(): number {
    return this.#filling?.rows ?? 0;
  }

  get bytes(): number {
    return this.#filling?.bytes ?? 0;
  }

  get #builder(): BlockBuilder {
    this.#filling ??= this.#pipeline.builders.take();
    return this.#filling;
  }

  draft(): Draft {
    return this.#draft.reset();
  }

  add(): void {
    const draft = this.#draft;
    const { record, batch } = this.#pipeline.options.limits;
    const size = completeDraft(draft, record);
    if (this.#builder.bytes + size > batch) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit: batch });
    this.#builder.add(draft);
  }

  addBytes(row: ByteRow, size: number): boolean {
    const { record, batch } = this.#pipeline.options.limits;
    if (size > record || this.#builder.bytes + size > batch || !hasTime(row)) return false;
    this.#builder.addBytes(row);
    return true;
  }

  async commit(identity: BatchIdentity = {}): Promise<KnownAnswer | undefined> {
    // A batch in which everything was refused still has an answer to remember, but no row to keep.
    if (this.rows === 0) return undefined;
    const builder = this.#take();
    // The block is finished before `append` returns to us, so the builder can be used again at once.
    const done = this.#pipeline.append(this.#source, builder, identity);
    this.#pipeline.builders.give(builder);
    return done;
  }

  async commitPatiently(): Promise<void> {
    if (this.rows === 0) return;
    const builder = this.#take();
    await this.#pipeline.appendPatiently(this.#source, builder);
    this.#pipeline.builders.give(builder);
  }

  #take(): BlockBuilder {
    const builder = this.#builder;
    this.#filling = undefined;
    return builder;
  }
}
