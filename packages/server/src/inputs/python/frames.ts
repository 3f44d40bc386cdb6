import { LogboomError } from '@logboom/core';

const HEADER = 4;
/** The first room for a frame that comes in several chunks; it grows with what really arrives. */
const FIRST_ROOM = 4096;

export interface PythonFramesOptions {
  /** Longest frame in bytes. @default 16 MiB */
  limit?: number;
  /** Frames over the limit, and up to another one, are passed over and told here; longer ones are no frames. */
  passOver?: { limit: number; refused: (error: LogboomError) => void };
}

/**
 * Cuts the byte stream of Python's `logging.handlers.SocketHandler` into frames: a 4-byte big-endian length
 * and a pickle of that many bytes, again and again. One instance serves one connection.
 *
 * - `push` calls `onFrame` once for every frame that is complete, before it returns. A frame that lies in one
 *   chunk is a view of that chunk, so it is good until the chunk is overwritten; nothing is copied.
 * - What a pickle holds is not looked at: a frame that turns out undecodable harms no other.
 * - A length over the limit, that `passOver` does not allow either, is thrown, after all frames before it were handed on. There is no way to find the
 *   next frame then: close the connection. The reader takes nothing more (`push` throws again).
 * - A claimed length allocates nothing: memory follows what has arrived.
 *
 * @example
 * const frames = new PythonFrames({ limit: 1_048_576 });
 * socket.on('data', (chunk) => {
 *   try {
 *     frames.push(chunk, (frame) => {
 *       const invalid = fillFromPickle(frame, draft.reset());
 *       if (invalid === undefined) batch.add(draft);
 *       else reject(invalid); // count and log it; the next frame is read on
 *     });
 *   } catch (error) {
 *     socket.destroy(); // LB_FRAME_INVALID: the length is over the limit
 *   }
 * });
 * socket.on('end', () => frames.pending > 0 && warn(`${frames.pending} bytes of an unfinished frame`));
 */
export class PythonFrames {
  /** Longest frame in bytes, without its header. */
  readonly limit: number;
  /** What has arrived of a frame whose end has not, header included. */
  #held: Buffer = Buffer.alloc(0);
  #length = 0;
  #failure: LogboomError | undefined = undefined;

  readonly #passOver: PythonFramesOptions['passOver'];
  /** Bytes that are still to come of a frame that is passed over. */
  #skip = 0;

  constructor(options: PythonFramesOptions = {}) {
    this.limit = options.limit ?? 16 * 1024 * 1024;
    this.#passOver = options.passOver;
  }

  /** Bytes that wait for the end of their frame. Not 0 when a connection ends: its last frame was cut off. */
  get pending(): number {
    return this.#length;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @throws LogboomError LB_FRAME_INVALID when a length is over the limit: close the connection
   */
  push(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    if (this.#failure !== undefined) throw this.#failure;
    let at = this.#skip > 0 ? this.#pass(chunk, 0) : 0;
    if (this.#length > 0) at = this.#finishHeld(chunk, onFrame);
    while (chunk.length - at >= HEADER) {
      const length = this.#lengthAt(chunk, at);
      if (length > this.limit) {
        this.#skip = length;
        at = this.#pass(chunk, at + HEADER);
        continue;
      }
      const end = at + HEADER + length;
      if (end > chunk.length) break;
      const frame = chunk.subarray(at + HEADER, end);
      at = end;
      onFrame(frame);
    }
    if (at < chunk.length) this.#hold(chunk, at, chunk.length);
  }

  /** Completes the frame that began in an earlier chunk; gives where the next one starts. */
  #finishHeld(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): number {
    let at = 0;
    if (this.#length < HEADER) {
      at = Math.min(HEADER - this.#length, chunk.length);
      this.#hold(chunk, 0, at);
      if (this.#length < HEADER) return at;
    }
    const length = this.#lengthAt(this.#held, 0);
    if (length > this.limit) {
      this.#skip = length;
      this.#held = Buffer.alloc(0);
      this.#length = 0;
      return this.#pass(chunk, at);
    }
    const whole = HEADER + length;
    const end = Math.min(chunk.length, at + whole - this.#length);
    this.#hold(chunk, at, end, whole);
    if (this.#length < whole) return end;
    const frame = this.#held.subarray(HEADER, whole);
    this.#held = Buffer.alloc(0);
    this.#length = 0;
    onFrame(frame);
    return end;
  }

  /** Gives where the frame that is passed over ends, or the chunk. */
  #pass(chunk: Uint8Array, at: number): number {
    const passed = Math.min(this.#skip, chunk.length - at);
    this.#skip -= passed;
    return at + passed;
  }

  #hold(chunk: Uint8Array, from: number, to: number, whole = 0): void {
    const length = this.#length + to - from;
    if (length > this.#held.length) {
      const room = Math.max(length, Math.min(Math.max(this.#held.length * 2, FIRST_ROOM), whole));
      const grown = Buffer.allocUnsafeSlow(room);
      this.#held.copy(grown, 0, 0, this.#length);
      this.#held = grown;
    }
    this.#held.set(chunk.subarray(from, to), this.#length);
    this.#length = length;
  }

  #lengthAt(bytes: Uint8Array, at: number): number {
    const length = bytes[at]! * 0x1000000 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (length <= this.limit) return length;
    if (this.#passOver !== undefined && length <= this.#passOver.limit) {
      this.#passOver.refused(new LogboomError('LB_RECORD_TOO_LARGE', { bytes: length, limit: this.limit }));
      return length;
    }
    this.#failure = new LogboomError('LB_FRAME_INVALID', {
      reason: `its length of ${length} bytes is over the limit of ${this.limit}; the connection is closed`,
    });
    this.#held = Buffer.alloc(0);
    this.#length = 0;
    throw this.#failure;
  }
}

/**
 * The pickle of one datagram of Python's `DatagramHandler`, which sends the header of `SocketHandler` along.
 * A bare pickle, as other senders write it, is taken as it is.
 */
export function pickleOfDatagram(datagram: Uint8Array): Uint8Array {
  if (datagram.length < HEADER) return datagram;
  const length = datagram[0]! * 0x1000000 + ((datagram[1]! << 16) | (datagram[2]! << 8) | datagram[3]!);
  return length === datagram.length - HEADER ? datagram.subarray(HEADER) : datagram;
}
