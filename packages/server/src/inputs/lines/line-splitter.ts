import { LogboomError } from '@logboom/core';

const NEWLINE = 10;
const RETURN = 13;
const FIRST_ROOM = 256;

/** Takes the bytes of a line: from `begin` to before `end`. */
export type OnRange = (bytes: Buffer, begin: number, end: number) => void;

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
    this.ranges(chunk, (bytes, begin, end) => line(bytes.subarray(begin, end)));
  }

  /** The same, without making an object of each line. */
  ranges(chunk: Buffer, line: OnRange): void {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, begin)) {
      this.#end(chunk, begin, end, line);
      begin = end + 1;
    }
    if (begin < chunk.length) this.#hold(chunk.subarray(begin));
  }

  /** The bytes after the last line end, if there are any; they are taken. */
  take(): Buffer | undefined {
    this.#skipping = false;
    if (this.#length === 0) return undefined;
    const held = this.#takeHeld();
    return held.subarray(0, lineEnd(held, 0, held.length));
  }

  #end(chunk: Buffer, begin: number, end: number, line: OnRange): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (this.#length + end - begin > this.#limit) {
      this.#refuse(end - begin);
      this.#skipping = false;
      return;
    }
    if (this.#length === 0) return line(chunk, begin, lineEnd(chunk, begin, end));
    this.#hold(chunk.subarray(begin, end));
    const held = this.#takeHeld();
    line(held, 0, lineEnd(held, 0, held.length));
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

/** Where a line ends without its CR. */
function lineEnd(bytes: Buffer, begin: number, end: number): number {
  return end > begin && bytes[end - 1] === RETURN ? end - 1 : end;
}
