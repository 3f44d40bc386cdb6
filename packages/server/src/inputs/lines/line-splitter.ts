import { LogboomError } from '@logboom/core';

const NEWLINE = 10;
const RETURN = 13;
const FIRST_ROOM = 256;

/**
 * Cuts a stream of bytes into lines, whatever the chunks are. A line has a limit; its end is LF or CR LF.
 * The bytes handed on are good until the next `push`.
 */
export class LineSplitter {
  readonly #limit: number;
  readonly #onLong: ((error: LogboomError) => void) | undefined;
  /** The beginning of a line that has not ended: one buffer, however small the chunks are. */
  #held: Buffer = Buffer.alloc(0);
  #length = 0;
  #skipping = false;

  /** @param onLong called instead of throwing when a line is over the limit; the line is passed over */
  constructor(limit: number, onLong?: (error: LogboomError) => void) {
    this.#limit = limit;
    this.#onLong = onLong;
  }

  /** Bytes of a line that has not ended. */
  get pending(): number {
    return this.#length;
  }

  /**
   * Calls `line` with the bytes of each line that became complete.
   *
   * @throws LogboomError LB_RECORD_TOO_LARGE when a line is over the limit, unless `onLong` was given
   */
  push(chunk: Buffer, line: (bytes: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#end(chunk.subarray(start, end), line);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The bytes after the last line end, if there are any; they are taken. */
  take(): Buffer | undefined {
    this.#skipping = false;
    return this.#length === 0 ? undefined : withoutReturn(this.#takeHeld());
  }

  #end(part: Buffer, line: (bytes: Buffer) => void): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (this.#length + part.length > this.#limit) {
      this.#refuse(part.length);
      this.#skipping = false;
      return;
    }
    if (this.#length === 0) return line(withoutReturn(part));
    this.#hold(part);
    line(withoutReturn(this.#takeHeld()));
  }

  #hold(part: Buffer): void {
    if (this.#skipping) return;
    const length = this.#length + part.length;
    if (length > this.#limit) return this.#refuse(part.length);
    if (length > this.#held.length) {
      const grown = Buffer.allocUnsafe(
        Math.max(FIRST_ROOM, length, Math.min(this.#held.length * 2, this.#limit)),
      );
      this.#held.copy(grown, 0, 0, this.#length);
      this.#held = grown;
    }
    part.copy(this.#held, this.#length);
    this.#length = length;
  }

  #takeHeld(): Buffer {
    const held = this.#held.subarray(0, this.#length);
    this.#length = 0;
    return held;
  }

  #refuse(more: number): void {
    const bytes = this.#length + more;
    this.#length = 0;
    this.#held = Buffer.alloc(0);
    const error = new LogboomError('LB_RECORD_TOO_LARGE', { bytes, limit: this.#limit });
    if (this.#onLong === undefined) throw error;
    this.#skipping = true;
    this.#onLong(error);
  }
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.length > 0 && bytes[bytes.length - 1] === RETURN ? bytes.subarray(0, -1) : bytes;
}
