import { LogboomError, reasonOf } from '@logboom/core';
import { encode } from '@msgpack/msgpack';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputContext } from '../input.ts';
import { PendingBytes } from '../net/pending.ts';
import type { StreamConnection, StreamSession } from '../net/tcp-listener.ts';
import { decompressEntries } from './decompress.ts';
import { Entries } from './entries.ts';
import type { Handshake } from './handshake.ts';
import { type ForwardMessage, readMessage } from './message.ts';
import { ForwardRecords } from './record.ts';
import { MessagePackScanner, type ScanLimits } from './scanner.ts';

const NAME = 'forward';
const DEPTH = 64;
/** A larger message is decoded in slices, so that others get their turn. */
const SLICE_BYTES = 256 * 1024;
const SLICE_ENTRIES = 1_000;
/** Reading stops while so many bytes of a connection wait for the disk. */
const UNSAVED_MAX = 4 * 1024 * 1024;

let turn: Promise<unknown> = Promise.resolve();

/** One large message is unpacked at a time: each may take `limits.batch` bytes, however many senders there are. */
function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

/** A connection that speaks Forward. */
export class ForwardSession implements StreamSession {
  readonly #context: InputContext;
  readonly #connection: StreamConnection;
  readonly #limits: ScanLimits;
  readonly #pending = new PendingBytes();
  readonly #scanner: MessagePackScanner;
  /** Until the sender has shown that it knows the key. */
  #handshake: Handshake | undefined;
  #unsaved = 0;
  #room: (() => void) | undefined;
  readonly #work: Set<Promise<void>>;
  readonly #filling: FillingOptions;

  constructor(
    context: InputContext,
    connection: StreamConnection,
    { handshake, work }: { handshake: Handshake | undefined; work: Set<Promise<void>> },
  ) {
    this.#work = work;
    this.#context = context;
    this.#connection = connection;
    this.#limits = { bytes: context.limits.batch, depth: DEPTH };
    this.#scanner = new MessagePackScanner(this.#limits);
    this.#handshake = handshake;
    const refused = (error: unknown): void => this.#refuse(error);
    this.#filling = { limits: this.#limits, peer: connection.peer, refused };
    if (handshake !== undefined) connection.write(Buffer.from(handshake.hello()));
  }

  data(chunk: Buffer, batch: Batch): void {
    const data = this.#pending.join(chunk);
    let at = 0;
    for (let end = this.#next(data, at); end !== -1; end = this.#next(data, at)) {
      this.#take(data.subarray(at, end), batch);
      at = end;
    }
    this.#pending.keep(data, at);
  }

  end(): void {
    if (this.#pending.length === 0) return;
    const reason = `the connection ended inside a message, after ${this.#pending.length} bytes of it`;
    this.#refuse(new LogboomError('LB_FRAME_INVALID', { reason }));
  }

  #next(data: Buffer, at: number): number {
    return at === data.length ? -1 : this.#scanner.scan(data, at);
  }

  #take(bytes: Buffer, batch: Batch): void {
    if (this.#handshake !== undefined) return this.#greet(this.#handshake, bytes);
    const message = readMessage(bytes, this.#limits);
    const isLarge = message.compressed !== undefined || bytes.length > SLICE_BYTES;
    if (isLarge) {
      // A copy: what was received is used again before the work is done.
      const whole = { ...message, bytes: Buffer.from(message.bytes) };
      this.#later(bytes.length, () => this.#takeLarge(whole));
      return;
    }
    if (message.chunk === undefined) {
      this.#fill(message, batch);
      return;
    }
    const own = this.#context.sink.batch(NAME);
    const rejected = this.#fill(message, own);
    this.#later(bytes.length, () => this.#save(own, rejected, message.chunk));
  }

  #greet(handshake: Handshake, bytes: Buffer): void {
    const { pong, refused } = handshake.answer(bytes);
    this.#connection.write(Buffer.from(pong));
    if (refused !== undefined) throw refused;
    this.#handshake = undefined;
  }

  /** @returns how many records were refused */
  #fill(message: ForwardMessage, batch: Batch): number {
    const filling = new Filling(message, batch, this.#filling);
    while (filling.fill(SLICE_ENTRIES));
    return filling.rejected;
  }

  async #takeLarge(message: ForwardMessage): Promise<void> {
    const batch = this.#context.sink.batch(NAME);
    const rejected = await inTurn(() => this.#fillLarge(message, batch));
    await this.#save(batch, rejected, message.chunk);
  }

  /** @returns how many records were refused */
  async #fillLarge(message: ForwardMessage, batch: Batch): Promise<number> {
    const { batch: limit } = this.#context.limits;
    const { compressed } = message;
    const bytes =
      compressed === undefined ? message.bytes : await decompressEntries(message.bytes, compressed, limit);
    const filling = new Filling({ ...message, bytes }, batch, this.#filling);
    while (filling.fill(SLICE_ENTRIES)) await new Promise((resolve) => setImmediate(resolve));
    return filling.rejected;
  }

  /** Makes a batch durable, and says so; a chunk that is durable already is not stored again. */
  async #save(batch: Batch, rejected: number, chunk: string | undefined): Promise<void> {
    if (chunk === undefined) return batch.commitPatiently();
    const { sink } = this.#context;
    if (sink.refusal() !== undefined) await sink.whenReady();
    await batch.commit({ key: `${NAME}:${chunk}`, rejected });
    this.#connection.write(Buffer.from(encode({ ack: chunk })));
  }

  /** Work that goes on after the bytes were read; the sender waits when it becomes too much. */
  #later(bytes: number, work: () => Promise<void>): void {
    this.#unsaved += bytes;
    if (this.#unsaved > UNSAVED_MAX && this.#room === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#room = resolve;
      this.#connection.hold(promise);
    }
    const done = work()
      .catch((error: unknown) => this.#connection.close(error))
      .finally(() => {
        this.#work.delete(done);
        this.#unsaved -= bytes;
        if (this.#unsaved > UNSAVED_MAX / 2) return;
        this.#room?.();
        this.#room = undefined;
      });
    this.#work.add(done);
  }

  #refuse(error: unknown): void {
    const { metrics, log } = this.#context;
    metrics.rejected.inc({ input: NAME, reason: LogboomError.is(error) ? error.code : 'LB_INTERNAL' });
    log.warn('a record was refused', { input: NAME, peer: this.#connection.peer, reason: reasonOf(error) });
  }
}

interface FillingOptions {
  limits: ScanLimits;
  peer: string;
  refused(error: unknown): void;
}

/** Fills a batch from a message, a slice at a time. */
class Filling {
  rejected = 0;
  readonly #entries: Entries;
  readonly #records: ForwardRecords;
  readonly #batch: Batch;
  /** The host of records that name none. */
  readonly #peer: string;
  readonly #refused: (error: unknown) => void;

  constructor(message: ForwardMessage, batch: Batch, { limits, peer, refused }: FillingOptions) {
    this.#peer = peer;
    this.#entries = new Entries(message, limits);
    this.#records = new ForwardRecords(message.tag);
    this.#batch = batch;
    this.#refused = refused;
  }

  /**
   * @returns whether there is more
   * @throws LogboomError LB_BATCH_TOO_LARGE
   */
  fill(entries: number): boolean {
    try {
      return this.#entries.take(
        entries,
        (time, record) => this.#add(time, record),
        (error) => this.#refuse(error),
      );
    } catch (error) {
      // What stands before the damage is kept: sent again, the message would be no better.
      this.#refuse(error);
      return false;
    }
  }

  #add(time: unknown, record: unknown): void {
    const draft = this.#batch.draft();
    if (!this.#records.fill(time, record, draft)) return;
    if (draft.host === '') draft.host = this.#peer;
    this.#batch.add();
  }

  #refuse(error: unknown): void {
    // A batch over the limit is the message's fault, not the record's.
    if (LogboomError.is(error) && error.code === 'LB_BATCH_TOO_LARGE') throw error;
    this.rejected++;
    this.#refused(error);
  }
}
