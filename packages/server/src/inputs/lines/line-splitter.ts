import { LogboomError } from '@logboom/core';

const NEWLINE = 10;
const RETURN = 13;

/** Cuts a stream of bytes into lines, whatever the chunks are. A line has a limit; its end is LF or CR LF. */
export class LineSplitter {
  readonly #limit: number;
  #rest: Buffer[] = [];
  #restBytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of a line that has not ended. */
  get pending(): number {
    return this.#restBytes;
  }

  /**
   * Calls `line` with the bytes of each line that became complete.
   *
   * @throws LogboomError LB_RECORD_TOO_LARGE when a line goes on past the limit
   */
  push(chunk: Buffer, line: (bytes: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const part = chunk.subarray(start, end);
      start = end + 1;
      line(withoutReturn(this.#restBytes === 0 ? part : this.#join(part)));
    }
    if (start === chunk.length) return;
    const rest = chunk.subarray(start);
    this.#restBytes += rest.length;
    if (this.#restBytes > this.#limit) {
      throw new LogboomError('LB_RECORD_TOO_LARGE', { bytes: this.#restBytes, limit: this.#limit });
    }
    // A copy: the rest of a chunk must not keep the whole chunk alive.
    this.#rest.push(Buffer.from(rest));
  }

  /** The bytes after the last line end, if there are any; they are taken. */
  take(): Buffer | undefined {
    return this.#restBytes === 0 ? undefined : withoutReturn(this.#join(Buffer.alloc(0)));
  }

  #join(part: Buffer): Buffer {
    const whole = Buffer.concat([...this.#rest, part]);
    this.#rest = [];
    this.#restBytes = 0;
    return whole;
  }
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.length > 0 && bytes[bytes.length - 1] === RETURN ? bytes.subarray(0, -1) : bytes;
}
