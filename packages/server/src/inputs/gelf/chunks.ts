import { LogboomError } from '@logboom/core';

/** `1e 0f`, id (8), number, count. */
const HEADER = 12;
const MAGIC = 0x1e0f;
/** The GELF specification's own bounds. */
const CHUNKS_MAX = 128;
const PATIENCE_MS = 5_000;
/** Bounds of what waits for its other chunks: so much, and so many messages, of all senders together. */
const BYTES_MAX = 16 * 1024 * 1024;
const MESSAGES_MAX = 10_000;
/** What a part takes besides its bytes: many may be empty. */
const PART_BYTES = 256;

interface Message {
  /** Empty once the message is complete: what comes again is known, and left out. */
  parts: (Buffer | undefined)[];
  count: number;
  missing: number;
  bytes: number;
  expires: number;
}

export interface ChunkLimits {
  bytes: number;
  messages: number;
  patience: number;
}

/**
 * Puts the messages together that GELF sends in several datagrams, in whatever order and however often they
 * come. What is not complete in time, or too much at once, is given up and counted; the memory is bounded.
 */
export class Chunks {
  readonly #limits: ChunkLimits;
  readonly #lost: (messages: number) => void;
  /** By sender and id, oldest first. */
  readonly #messages = new Map<string, Message>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param lost told how many messages were given up */
  constructor(lost: (messages: number) => void, limits: Partial<ChunkLimits> = {}) {
    this.#lost = lost;
    this.#limits = { bytes: BYTES_MAX, messages: MESSAGES_MAX, patience: PATIENCE_MS, ...limits };
  }

  /** Memory of messages that are not complete, in bytes. */
  get pendingBytes(): number {
    return this.#bytes;
  }

  static isChunk(datagram: Buffer): boolean {
    return datagram.length >= 2 && datagram.readUInt16BE(0) === MAGIC;
  }

  /**
   * Takes a chunk.
   *
   * @returns the message, if it is complete now
   * @throws LogboomError LB_FRAME_INVALID for what is no chunk
   */
  add(datagram: Buffer, peer: string, now = Date.now()): Buffer | undefined {
    if (datagram.length < HEADER) throw invalid(`a chunk of ${datagram.length} bytes`);
    const number = datagram[10]!;
    const count = datagram[11]!;
    if (count === 0 || count > CHUNKS_MAX || number >= count) throw invalid(`chunk ${number} of ${count}`);
    this.#expire(now);
    const name = `${peer} ${datagram.toString('latin1', 2, 10)}`;
    const message = this.#messages.get(name) ?? this.#open(name, count, now);
    if (message.count !== count)
      throw invalid(`chunks of one message that say ${message.count} and ${count}`);
    if (message.missing === 0 || message.parts[number] !== undefined) return undefined;
    // A copy in memory of its own: a small part must not keep a slab of 8 KiB that is shared with others.
    const part = Buffer.allocUnsafeSlow(datagram.length - HEADER);
    datagram.copy(part, 0, HEADER);
    message.parts[number] = part;
    message.bytes += part.length + PART_BYTES;
    this.#bytes += part.length + PART_BYTES;
    if (--message.missing > 0) {
      this.#makeRoom();
      return undefined;
    }
    this.#bytes -= message.bytes;
    const whole = Buffer.concat(message.parts as Buffer[]);
    message.parts = [];
    return whole;
  }

  #open(name: string, count: number, now: number): Message {
    if (this.#messages.size >= this.#limits.messages) this.#giveUpOldest();
    const message = { parts: [], count, missing: count, bytes: 0, expires: now + this.#limits.patience };
    this.#messages.set(name, message);
    this.#timer ??= setTimeout(() => this.#sweep(), this.#limits.patience).unref();
    return message;
  }

  /** What never comes again must not stay until something else does. */
  #sweep(): void {
    this.#timer = undefined;
    this.#expire(Date.now());
    if (this.#messages.size > 0) this.#timer = setTimeout(() => this.#sweep(), this.#limits.patience).unref();
  }

  #expire(now: number): void {
    for (const { expires } of this.#messages.values()) {
      if (expires > now) return;
      this.#giveUpOldest();
    }
  }

  #makeRoom(): void {
    while (this.#bytes > this.#limits.bytes) this.#giveUpOldest();
  }

  #giveUpOldest(): void {
    for (const [name, message] of this.#messages) {
      this.#messages.delete(name);
      if (message.missing === 0) return;
      this.#bytes -= message.bytes;
      this.#lost(1);
      return;
    }
  }
}

function invalid(reason: string): LogboomError {
  return new LogboomError('LB_FRAME_INVALID', { reason });
}
