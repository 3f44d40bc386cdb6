import { LogboomError } from '@logboom/core';
import { PendingBytes } from './pending.ts';

const NEWLINE = 10;
const BLANK = 32;
/** Digits of a message length; more are no length. */
const COUNT_DIGITS = 10;

export interface MessageFramesOptions {
  /** The longest message, in bytes. */
  limit: number;
  /** The byte that messages begin with, as far as they do: `<` of syslog, `{` of JSON. */
  first: number;
  /** A message, without its frame. */
  message(bytes: Buffer): void;
  /** A message was left out; the stream goes on behind it. */
  refused(error: LogboomError): void;
}

/**
 * Cuts a TCP stream into messages of text, as syslog (RFC 6587, RFC 5425) and GELF frame them. Octet counting
 * is recognised message by message; else messages end with LF, CR LF or NUL. Where a sender ends them with
 * NUL, as CPython and GELF do, line ends belong to the message.
 */
export class MessageFrames {
  readonly #options: MessageFramesOptions;
  readonly #pending = new PendingBytes();
  /** This sender ends its messages with NUL. */
  #isNul = false;
  /** How much of what waits has no end of a message in it. */
  #searched = 0;
  /** Bytes to skip of a counted message that is too long. */
  #skip = 0;
  #isFramed = false;
  /** Skips to the next end of a message. */
  #isSkipping = false;

  constructor(options: MessageFramesOptions) {
    this.#options = options;
  }

  /** Bytes of a message that has not ended. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whether this sender has shown that it ends or counts its messages. */
  get isFramed(): boolean {
    return this.#isFramed;
  }

  push(chunk: Buffer): void {
    const data = this.#pending.join(chunk);
    const hasNul = data.includes(0, this.#searched);
    let at = 0;
    for (;;) {
      const next = this.#next(data, at, hasNul);
      if (next === at) break;
      at = next;
      this.#searched = 0;
    }
    this.#pending.keep(data, at);
    if (this.#pending.length <= this.#options.limit + COUNT_DIGITS) return;
    this.#refuse(this.#pending.length);
    this.#pending.take();
    this.#searched = 0;
    this.#isSkipping = true;
  }

  /** The sender has finished, or waits: what is there is a message. */
  end(): void {
    this.#searched = 0;
    if (this.#pending.length === 0) return;
    const rest = this.#pending.take();
    const from = this.#countEnd(rest, 0);
    this.#emit(rest, Math.max(from, 0), rest.length);
  }

  /** Takes one message or what stands between two; gives the place behind it, or `at` when more must come. */
  #next(data: Buffer, at: number, hasNul: boolean): number {
    if (at === data.length) return at;
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, data.length - at);
      this.#skip -= skipped;
      return at + skipped;
    }
    const first = data[at]!;
    if (first <= 13 && (first === 0 || first === NEWLINE || first === 13)) {
      this.#isSkipping = false;
      return at + 1;
    }
    if (!this.#isSkipping && first >= 49 && first <= 57) {
      const from = this.#countEnd(data, at);
      if (from === 0) return at;
      if (from > 0) return this.#counted(data, at, from);
    }
    const end = this.#endOf(data, at, hasNul);
    if (end === -1) {
      this.#searched = data.length - at;
      if (!this.#isSkipping) return at;
      this.#searched = 0;
      return data.length;
    }
    this.#isFramed = true;
    if (this.#isSkipping) this.#isSkipping = false;
    else this.#emit(data, at, end);
    return end + 1;
  }

  #counted(data: Buffer, at: number, from: number): number {
    const length = Number(data.toString('latin1', at, from - 1));
    if (length > this.#options.limit) {
      this.#refuse(length);
      this.#skip = length;
      return from;
    }
    this.#isFramed = true;
    if (from + length > data.length) return at;
    this.#emit(data, from, from + length);
    return from + length;
  }

  #endOf(data: Buffer, at: number, hasNul: boolean): number {
    const from = at + this.#searched;
    const nul = hasNul ? data.indexOf(0, from) : -1;
    if (this.#isNul) return nul;
    const newline = data.indexOf(NEWLINE, from);
    if (nul === -1) return newline;
    if (newline !== -1 && newline < nul && this.#begins(data, newline + 1)) return newline;
    this.#isNul = true;
    return nul;
  }

  #emit(data: Buffer, from: number, to: number): void {
    let end = to;
    while (end > from && (data[end - 1] === NEWLINE || data[end - 1] === 13 || data[end - 1] === 0)) end--;
    if (end - from > this.#options.limit) return this.#refuse(end - from);
    if (end > from) this.#options.message(data.subarray(from, end));
  }

  #refuse(bytes: number): void {
    this.#options.refused(new LogboomError('LB_RECORD_TOO_LARGE', { bytes, limit: this.#options.limit }));
  }

  /**
   * Where the message behind `LENGTH SP` begins; 0 when more must come to tell, -1 when there is no length.
   * Only a length before the beginning of a message counts: a line may begin with a number.
   */
  #countEnd(data: Buffer, at: number): number {
    let i = at;
    while (i < data.length && data[i]! >= 48 && data[i]! <= 57) i++;
    const digits = i - at;
    if (digits === 0 || digits > COUNT_DIGITS) return -1;
    if (i + 1 >= data.length) return i < data.length && data[i] !== BLANK ? -1 : 0;
    return data[i] === BLANK && data[i + 1] === this.#options.first ? i + 1 : -1;
  }

  /** Whether a message begins here: as messages do, or with the length of one. */
  #begins(data: Buffer, at: number): boolean {
    return data[at] === this.#options.first || this.#countEnd(data, at) > 0;
  }
}
