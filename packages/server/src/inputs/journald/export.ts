import { LogboomError } from '@logboom/core';

const NEWLINE = 10;
const EQUALS = 61;

/** Receives what an export holds. */
export interface ExportTarget {
  field(name: string, value: Buffer): void;
  /** The entry had a field over the limit, which was passed over. */
  oversize(name: string): void;
  /** An entry has ended. */
  entry(): void;
}

/**
 * Cuts the journal export format (systemd.io/JOURNAL_EXPORT_FORMATS) into fields and entries, whatever the chunks are:
 * `NAME=value` lines, or `NAME`, a length of eight bytes, the value and a line end; an empty line ends an entry.
 */
export class ExportParser {
  readonly #limit: number;
  readonly #target: ExportTarget;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a value over the limit that are still to come. */
  #skip = 0;
  /** A line over the limit is passed over up to its end. */
  #skipLine = false;
  #fields = 0;

  /** @param limit the longest field, in bytes */
  constructor(limit: number, target: ExportTarget) {
    this.#limit = limit;
    this.#target = target;
  }

  /** @throws LogboomError LB_BODY_INVALID when a field cannot be what the format has: nothing behind it can be read */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const next = this.#take(bytes, at);
      if (next === at) break;
      at = next;
    }
    // A copy: the rest of a chunk must not keep the whole chunk alive.
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** Ends an entry that has no empty line behind it. */
  end(): void {
    if (this.#rest.length > 0 || this.#skip > 0) {
      throw new LogboomError('LB_BODY_INVALID', { reason: 'the last field is cut off' });
    }
    this.#finish();
  }

  /** Takes one field or line end, and gives where the next one begins; the same place while bytes are missing. */
  #take(bytes: Buffer, at: number): number {
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, bytes.length - at);
      this.#skip -= skipped;
      return at + skipped;
    }
    const end = bytes.indexOf(NEWLINE, at);
    if (this.#skipLine) {
      this.#skipLine = end === -1;
      return end === -1 ? bytes.length : end + 1;
    }
    if (end === -1) return this.#longLine(bytes, at);
    if (end === at) {
      this.#finish();
      return end + 1;
    }
    const equals = bytes.subarray(at, end).indexOf(EQUALS);
    if (equals === -1) return this.#binary(bytes, at, end);
    this.#fields++;
    this.#target.field(bytes.toString('latin1', at, at + equals), bytes.subarray(at + equals + 1, end));
    return end + 1;
  }

  #longLine(bytes: Buffer, at: number): number {
    if (bytes.length - at <= this.#limit) return at;
    const equals = bytes.indexOf(EQUALS, at);
    if (equals === -1 || equals - at > 256) {
      throw new LogboomError('LB_BODY_INVALID', { reason: 'the name of a field is too long' });
    }
    this.#target.oversize(bytes.toString('latin1', at, equals));
    this.#fields++;
    this.#skipLine = true;
    return bytes.length;
  }

  #binary(bytes: Buffer, at: number, end: number): number {
    if (bytes.length < end + 9) return at;
    const name = bytes.toString('latin1', at, end);
    const length = bytes.readUInt32LE(end + 1) + bytes.readUInt32LE(end + 5) * 0x1_0000_0000;
    const start = end + 9;
    this.#checkLength(length);
    if (length > this.#limit) {
      this.#target.oversize(name);
      this.#fields++;
      this.#skip = length + 1;
      return start;
    }
    if (bytes.length < start + length + 1) return at;
    if (bytes[start + length] !== NEWLINE) {
      throw new LogboomError('LB_BODY_INVALID', {
        reason: `no line end behind the binary field ${name.slice(0, 64)}`,
      });
    }
    this.#fields++;
    this.#target.field(name, bytes.subarray(start, start + length));
    return start + length + 1;
  }

  /** The journal itself takes no field over 768 MiB (systemd, DATA_SIZE_MAX). */
  #checkLength(length: number): void {
    if (length > 768 * 1024 * 1024) {
      throw new LogboomError('LB_BODY_INVALID', {
        reason: `a field of ${length} bytes is over what journals hold`,
      });
    }
  }

  #finish(): void {
    if (this.#fields > 0) this.#target.entry();
    this.#fields = 0;
  }
}
