import { EventEmitter } from 'node:events';
import { type FileHandle, mkdir, open, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LogboomError, reasonOf } from '@logboom/core';
import { encodeFrame, type Frame, type FrameMeta } from './frame.ts';
import { type SenderLimits, SenderMemory } from './memory.ts';
import { Progress, type Range } from './progress.ts';
import { type RangeRead, readRange } from './read-range.ts';
import { recoverSegment } from './recover.ts';
import { Reserve } from './reserve.ts';
import { createSegment, listSegments, SEGMENT_START, segmentPath, writeAll } from './segment.ts';

export interface SpoolOptions {
  /** The directory of the spool. */
  path: string;
  /** How many bytes may wait for the store before senders are refused. @default 4 GiB */
  maxBytes?: number;
  /** A segment that grew over this is followed by a new one. @default 64 MiB */
  segmentBytes?: number;
  /** How many keys and clients are remembered. @default a million, in 256 MiB */
  senders?: SenderLimits;
}

/** A batch that is about to enter: `build` makes its block once its first row has a number. */
export interface Entry {
  rows: number;
  meta: Omit<FrameMeta, 'sequence' | 'at'>;
  build(sequence: number, at: number): Buffer;
}

interface Waiting {
  frame: Frame;
  head: Buffer;
  done: () => void;
  failed: (error: unknown) => void;
}

interface Segment {
  number: number;
  /** Up to where frames are durable. */
  end: number;
  /** Up to where ranges were given out for insertion. */
  taken: number;
  /** Ranges given out and not yet inserted. */
  open: number;
  /** Whether it was written by an earlier run: what the disk did to it since is not known. */
  isOld: boolean;
}

/** After a write that failed none is tried for so long. */
const RETRY_MS = 500;

interface SpoolEvents {
  /** Batches are on disk. */
  durable: [frames: Frame[]];
}

/**
 * The write-ahead queue between the inputs and the store: segment files with a checksum a batch. One
 * fdatasync covers all batches that arrived while the last one ran (group commit).
 */
export class Spool extends EventEmitter<SpoolEvents> {
  readonly senders: SenderMemory;
  /** Bytes lost to torn tails and damage when the spool was opened. */
  lostBytes = 0;
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #segments: Segment[] = [];
  readonly #progress: Progress;
  readonly #resend: Range[];
  #handle!: FileHandle;
  #sequence = 1;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writingBytes = 0;
  #flushing: Promise<void> | undefined;
  #closed = false;
  #pendingBytes = 0;
  #oldestPending = 0;
  /** Senders that wait for room. */
  #waiters: (() => void)[] = [];
  #takesRest = false;
  readonly #reserve: Reserve;
  /** Why the last write failed, and how long none is tried. */
  #failure: { error: LogboomError; until: number } | undefined;
  #removing: Promise<void> = Promise.resolve();
  /** Clients one of whose batches failed: they must ask for their last number before they go on. */
  readonly #interrupted = new Set<string>();

  private constructor(options: SpoolOptions, progress: Progress) {
    super();
    this.#path = options.path;
    this.#maxBytes = options.maxBytes ?? 4 * 1024 ** 3;
    this.#segmentBytes = options.segmentBytes ?? 64 * 1024 ** 2;
    this.#progress = progress;
    this.#resend = progress.open;
    this.senders = new SenderMemory(join(options.path, 'senders'), options.senders);
    this.#reserve = new Reserve(join(options.path, 'reserve'));
  }

  /** Opens a spool, mending what a crash tore. */
  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.path, { recursive: true });
    const spool = new Spool(options, await Progress.load(join(options.path, 'progress')));
    await spool.senders.load();
    await spool.#recover();
    return spool;
  }

  /** Bytes that wait for the store. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  get #unsentBytes(): number {
    return this.#pendingBytes + this.#writingBytes + this.#waitingBytes;
  }

  /** When the oldest batch that nobody has taken for insertion became durable, ms since 1970; 0 if none waits. */
  get oldestPending(): number {
    return this.#oldestPending;
  }

  /** The number that the next row gets. */
  get nextSequence(): number {
    return this.#sequence;
  }

  /** Whether senders must wait. */
  get full(): boolean {
    return !this.#takesRest && this.#unsentBytes > this.#maxBytes;
  }

  /** Waits until the spool takes batches again. */
  async whenRoom(): Promise<void> {
    while (this.full) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** From now on it is never full: what inputs have in hand when the server stops is taken. */
  takeRest(): void {
    this.#takesRest = true;
    this.#wakeWaiters();
  }

  /** The last durable number of a client that numbers its batches; from there it may go on. */
  resume(client: string): number {
    this.#interrupted.delete(client);
    return this.senders.numberOf(client);
  }

  /**
   * Adds a batch; it is on disk when the promise is fulfilled.
   *
   * @throws LogboomError LB_SPOOL_FULL, LB_SPOOL_FAILED (disk full, not writable), LB_KEYS_FULL, LB_STOPPING;
   *   nothing was accepted then
   */
  append(entry: Entry): Promise<void> {
    if (this.#closed) return Promise.reject(new LogboomError('LB_STOPPING'));
    const { client } = entry.meta;
    if (client !== undefined && this.#interrupted.has(client)) {
      return Promise.reject(new LogboomError('LB_SPOOL_FAILED', { reason: 'an earlier batch failed' }));
    }
    if (this.full) {
      if (client !== undefined) this.#interrupted.add(client);
      return Promise.reject(new LogboomError('LB_SPOOL_FULL', { bytes: this.#pendingBytes, retryAfter: 5 }));
    }
    const at = Date.now();
    if (!this.senders.hasRoomFor(entry.meta, at)) {
      if (client !== undefined) this.#interrupted.add(client);
      const { size: count } = this.senders;
      return Promise.reject(new LogboomError('LB_KEYS_FULL', { count, retryAfter: 60 }));
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sequence = this.#sequence;
    this.#sequence += entry.rows;
    const payload = entry.build(sequence, at);
    const frame: Frame = { rows: entry.rows, payload, meta: { sequence, at, ...entry.meta } };
    const head = encodeFrame(frame);
    this.#waiting.push({ frame, head, done: resolve, failed: reject });
    this.#waitingBytes += head.length + payload.length;
    this.#flushing ??= this.#flush();
    return promise;
  }

  /**
   * The next part for the store, at most about `maxBytes`; it is planned durably before it is given out.
   * Undefined while nothing waits.
   */
  async take(maxBytes: number): Promise<{ range: Range; frames: Frame[] } | undefined> {
    const again = this.#resend[0];
    if (again !== undefined) {
      const part = await this.#read(again, Number.POSITIVE_INFINITY);
      this.#resend.shift();
      return { range: again, frames: part.frames };
    }
    const next = this.#nextRange();
    if (next === undefined) {
      // All that waited is given out: whoever polls must not believe that something is due, and spin.
      this.#oldestPending = 0;
      return undefined;
    }
    const { frames, end } = await this.#read(next, maxBytes);
    const range = { ...next, end };
    await this.#progress.plan(range).catch((error: unknown) => this.#makeRoom(error));
    const segment = this.#segmentOf(range.segment)!;
    segment.taken = end;
    segment.open++;
    this.#oldestPending = this.#nextRange() === undefined ? 0 : Date.now();
    return { range, frames };
  }

  /** The store has a range, durably: its segment is removed when all of it is there. */
  async inserted(range: Range): Promise<void> {
    await this.#progress.done(range).catch((error: unknown) => this.#makeRoom(error));
    const segment = this.#segmentOf(range.segment);
    if (segment === undefined) return;
    segment.open--;
    this.#pendingBytes -= range.end - range.start;
    await this.#removeInserted();
    if (!this.full) this.#wakeWaiters();
  }

  /** Writes what waits and closes. What is not inserted yet stays for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.takeRest();
    await this.#flushing;
    await this.#progress.close();
    await this.#handle.close();
  }

  async #recover(): Promise<void> {
    const { planned } = this.#progress;
    const numbers = await listSegments(this.#path);
    for (const number of numbers) {
      const found = await recoverSegment(this.#path, number);
      if (!found.isBegun) {
        await unlink(segmentPath(this.#path, number));
        continue;
      }
      this.lostBytes += found.lost;
      if (found.lost > 0 && number === numbers.at(-1))
        await truncate(segmentPath(this.#path, number), found.end);
      for (const meta of found.metas) this.senders.learn(meta);
      this.#sequence = Math.max(this.#sequence, found.sequence);
      const taken =
        number < planned.segment ? found.end : number === planned.segment ? planned.end : SEGMENT_START;
      const open = this.#resend.filter((range) => range.segment === number);
      this.#segments.push({ number, end: found.end, taken, open: open.length, isOld: true });
      this.#pendingBytes +=
        Math.max(0, found.end - taken) + open.reduce((sum, range) => sum + range.end - range.start, 0);
    }
    const last = this.#segments.at(-1);
    // What was planned and is gone (damage) has used up its places: nothing new may stand there.
    const isUsable = last !== undefined && last.end >= last.taken;
    if (!isUsable) await this.#startSegment(Math.max(last?.number ?? 0, planned.segment) + 1);
    else this.#handle = await open(segmentPath(this.#path, last.number), 'r+');
    this.#oldestPending = this.#pendingBytes > 0 ? Date.now() : 0;
    await this.#removeInserted();
    // Without room for it the server starts all the same; batches are refused until there is.
    await this.#reserve.hold().catch(() => undefined);
  }

  async #startSegment(number: number): Promise<void> {
    this.#handle = await createSegment(this.#path, number, this.#sequence);
    this.#segments.push({ number, end: SEGMENT_START, taken: SEGMENT_START, open: 0, isOld: false });
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const bytes = this.#waitingBytes;
      this.#waitingBytes = 0;
      this.#writingBytes = bytes;
      const failure = await this.#write(group, bytes).then(
        () => undefined,
        (error: unknown) => this.#onFailure(error),
      );
      this.#writingBytes = 0;
      if (failure !== undefined) {
        this.#refuse(group, failure);
        continue;
      }
      this.#failure = undefined;
      this.#pendingBytes += bytes;
      this.#oldestPending ||= Date.now();
      for (const { frame } of group) this.senders.learn(frame.meta);
      for (const waiting of group) waiting.done();
      this.emit(
        'durable',
        group.map(({ frame }) => frame),
      );
    }
    this.#flushing = undefined;
  }

  async #onFailure(cause: unknown): Promise<LogboomError> {
    if (LogboomError.is(cause)) return cause;
    await this.#reserve.release();
    const error = new LogboomError('LB_SPOOL_FAILED', { reason: reasonOf(cause) }, { cause });
    this.#failure = { error, until: Date.now() + RETRY_MS };
    return error;
  }

  /**
   * Refuses a group, and all that came behind it: of a client that numbers its batches, no later batch may
   * become durable while an earlier one did not.
   */
  #refuse(group: Waiting[], error: LogboomError): void {
    const refused = [...group, ...this.#waiting];
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (!this.full) this.#wakeWaiters();
    for (const { frame, failed } of refused) {
      if (frame.meta.client !== undefined) this.#interrupted.add(frame.meta.client);
      failed(error);
    }
  }

  async #write(group: Waiting[], bytes: number): Promise<void> {
    // Senders who try again at once must not keep the inserter from making room.
    if (this.#failure !== undefined && Date.now() < this.#failure.until) throw this.#failure.error;
    if (this.#mustRotate()) await this.#rotate();
    await this.#reserve.hold();
    const segment = this.#segments.at(-1)!;
    const buffers = group.flatMap(({ head, frame }) => [head, frame.payload]);
    try {
      await writeAll(this.#handle, buffers, segment.end);
      await this.#handle.datasync();
    } catch (error) {
      // What a failed write left must not stand before later frames.
      await this.#handle.truncate(segment.end).catch(() => undefined);
      throw error;
    }
    segment.end += bytes;
  }

  /** A segment that is large is done; on a full disk also one that is in the store, for the room it holds. */
  #mustRotate(): boolean {
    const { end, taken, open } = this.#segments.at(-1)!;
    const isInserted = taken === end && open === 0 && end > SEGMENT_START;
    return end > this.#segmentBytes || (this.#failure !== undefined && isInserted);
  }

  async #rotate(): Promise<void> {
    const full = this.#handle;
    await this.#startSegment(this.#segments.at(-1)!.number + 1);
    await full.close();
    await this.#removeInserted();
  }

  /** A write that must not fail did: gives the reserve up, so that the next try may work. */
  async #makeRoom(error: unknown): Promise<never> {
    await this.#reserve.release();
    throw error;
  }

  #wakeWaiters(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #segmentOf(number: number): Segment | undefined {
    return this.#segments.find((segment) => segment.number === number);
  }

  #nextRange(): Range | undefined {
    const segment = this.#segments.find(({ taken, end }) => taken < end);
    return segment && { segment: segment.number, start: segment.taken, end: segment.end };
  }

  #read(range: Range, maxBytes: number): Promise<RangeRead> {
    const verify = this.#segmentOf(range.segment)?.isOld ?? true;
    return readRange(segmentPath(this.#path, range.segment), range, { maxBytes, verify });
  }

  /** Removes segments that are whole in the store; the newest stays, for it knows the next number. */
  #removeInserted(): Promise<void> {
    this.#removing = this.#removing.then(async () => {
      while (this.#segments.length > 1) {
        const first = this.#segments[0]!;
        if (first.open > 0 || first.taken < first.end) return;
        this.senders.forget(Date.now());
        await this.senders.save();
        await unlink(segmentPath(this.#path, first.number));
        this.#segments.shift();
      }
    });
    // A full disk, most likely. What could not be removed is tried again after the next insert.
    this.#removing = this.#removing.catch(() => this.#reserve.release());
    return this.#removing;
  }
}
