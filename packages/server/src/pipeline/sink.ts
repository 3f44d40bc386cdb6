import type { Draft, LogboomError } from '@logboom/core';
import type { ByteRow } from '../store/native/byte-row.ts';
import type { Span } from '../store/native/span-block.ts';

/** Under which name a batch can be sent again without doubling. */
export interface BatchIdentity {
  /** A key of the sender's: HTTP's `Idempotency-Key`, Forward's chunk id ... */
  key?: string;
  /** A client that numbers its batches, and the number of this one (the last, if it holds several). */
  client?: string;
  number?: number;
  /** How many records of the request were refused: remembered with the key, for the same answer again. */
  rejected?: number;
}

/** Records of one sender or moment, filled one by one, committed at once. */
export interface Batch {
  readonly rows: number;
  /** About how many bytes they take in the spool. */
  readonly bytes: number;
  /** An empty draft to fill; the same object each time. */
  draft(): Draft;
  /**
   * Adds the draft as a record.
   *
   * @throws LogboomError LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE; the batch is as it was before
   */
  add(): void;
  /**
   * Adds a record from the bytes it came in, if nothing of it has to be mended.
   *
   * @param size the bytes of its texts, at most
   * @returns false when it must be added as a draft: then that says what is wrong with it
   */
  addBytes(row: ByteRow, size: number): boolean;
  /**
   * Hands the records on; fulfilled once they are on disk. An empty batch is fulfilled at once. The batch
   * can then be filled anew.
   *
   * @throws LogboomError LB_SPOOL_FULL, LB_SPOOL_FAILED, LB_STOPPING: nothing was accepted
   * @returns what was answered before when the key is known already: nothing was stored again then
   */
  commit(identity?: BatchIdentity): Promise<KnownAnswer | undefined>;
  /**
   * As `commit`, but waits and tries again while the spool is full or cannot be written: for inputs that can
   * make their senders wait and cannot tell them that records were refused.
   *
   * @throws LogboomError LB_STOPPING
   */
  commitPatiently(): Promise<void>;
}

/** Spans of one request: the same for the other table. */
export interface SpanBatch {
  readonly rows: number;
  /** @throws LogboomError LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE; the batch is as it was before */
  add(span: Span): void;
  /** Fulfilled once the spans are on disk; see {@link Batch.commit}. */
  commit(): Promise<void>;
}

/** What a key was answered when it was first sent. */
export interface KnownAnswer {
  accepted: number;
  rejected: number;
}

/** Where inputs hand their records: the pipeline. */
export interface Sink {
  /** A batch for an input; `source` becomes the column of that name. */
  batch(source: string): Batch;
  /** A batch of spans for an input. */
  spans(source: string): SpanBatch;
  /** Why records cannot be taken at the moment; undefined while they can. */
  refusal(): LogboomError | undefined;
  /** Waits until records are taken again: for inputs that can make their senders wait. */
  whenReady(): Promise<void>;
  /** What was answered to a key before, also across restarts; a key in progress is awaited. */
  answerOf(key: string): Promise<KnownAnswer | undefined>;
  /** The last durable number of a client that numbers its batches; 0 for an unknown one. */
  numberOf(client: string): number;
}
