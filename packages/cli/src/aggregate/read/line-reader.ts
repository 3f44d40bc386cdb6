import { isAscii, isUtf8 } from 'node:buffer';
import { MAX_LINE, PIECE_BYTES } from './limits.ts';

const NEWLINE = 10;
const RETURN = 13;

/** What was odd about the bytes of lines. */
export interface LineCounts {
  lines: number;
  /** Lines that were too long: their beginning is kept. */
  cut: number;
  /** Lines that are not UTF-8: read as Windows-1252. */
  encoding: number;
  /** Lines with NUL bytes in them: these were left out. */
  nul: number;
}

/** Takes lines as bytes where it can. */
export interface ByteLines {
  /** @returns false when the line must come as text */
  addBytes(bytes: Buffer, begin: number, end: number, next: number | undefined): boolean;
  /** The line as text, and its bytes to learn from. */
  addAndLearn(line: string, bytes: Buffer): void;
}

/** Of so many lines, if less than half were taken as bytes, the next pieces come as text ... */
const TRIED_LINES = 256;
/** ... for so many pieces. */
const TEXT_PIECES = 64;

/**
 * Cuts bytes into lines of text. Many lines are decoded at once, and a line is a view of that text: so no
 * bytes are copied for it.
 */
export class LineReader {
  readonly counts: LineCounts = { lines: 0, cut: 0, encoding: 0, nul: 0 };
  readonly #onLine: (line: string) => void;
  readonly #byteLines: ByteLines | undefined;
  #tried = 0;
  #taken = 0;
  #textPieces = 0;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #skipping = false;
  #begun = false;

  constructor(onLine: (line: string) => void, byteLines?: ByteLines) {
    this.#onLine = onLine;
    this.#byteLines = byteLines;
  }

  push(chunk: Buffer): void {
    let at = 0;
    if (!this.#begun && chunk.length > 0) {
      this.#begun = true;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) at = 3;
    }
    if (this.#restBytes > 0 || this.#skipping) {
      const end = chunk.indexOf(NEWLINE, at);
      if (end === -1) return this.#keep(chunk.subarray(at));
      this.#keep(chunk.subarray(at, end));
      this.#finishRest();
      at = end + 1;
    }
    const last = chunk.lastIndexOf(NEWLINE);
    while (at <= last) {
      let end = last;
      if (end - at > PIECE_BYTES) {
        end = chunk.lastIndexOf(NEWLINE, at + PIECE_BYTES);
        if (end < at) end = chunk.indexOf(NEWLINE, at);
      }
      this.#lines(chunk.subarray(at, end + 1));
      at = end + 1;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
  }

  /** Hands on the last line, if it has no end. */
  end(): void {
    if (this.#restBytes > 0 || this.#skipping) this.#finishRest();
  }

  #keep(part: Buffer): void {
    if (this.#skipping || part.length === 0) return;
    const room = MAX_LINE - this.#restBytes;
    if (part.length > room) {
      this.#skipping = true;
      this.counts.cut++;
    }
    // A copy: the chunk is used again.
    const kept = Buffer.from(part.subarray(0, room));
    this.#rest.push(kept);
    this.#restBytes += kept.length;
  }

  #finishRest(): void {
    const whole = Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restBytes = 0;
    this.#skipping = false;
    this.#lines(whole);
  }

  /** Lines, each with its end; only the last may be without. */
  #lines(bytes: Buffer): void {
    if (bytes.length > MAX_LINE) return this.#longLine(bytes);
    if (bytes.includes(0)) return this.#oddLines(bytes);
    if (this.#byteLines !== undefined && this.#textPieces-- <= 0)
      return this.#linesAsBytes(bytes, this.#byteLines);
    if (isAscii(bytes)) return this.#text(bytes.toString('latin1'));
    if (isUtf8(bytes)) return this.#text(bytes.toString('utf8'));
    this.#oddLines(bytes);
  }

  /** A piece is longer than the limit only if it is one line. */
  #longLine(bytes: Buffer): void {
    this.counts.cut++;
    this.#lines(bytes.subarray(0, MAX_LINE));
  }

  #text(text: string): void {
    let at = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      this.#line(text.slice(at, end > at && text.charCodeAt(end - 1) === RETURN ? end - 1 : end));
      at = end + 1;
    }
    if (at < text.length)
      this.#line(text.charCodeAt(text.length - 1) === RETURN ? text.slice(at, -1) : text.slice(at));
  }

  #line(line: string): void {
    this.counts.lines++;
    this.#onLine(line);
  }

  #linesAsBytes(bytes: Buffer, target: ByteLines): void {
    for (let at = 0; at < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, at);
      const next = newline === -1 ? bytes.length : newline + 1;
      let end = newline === -1 ? bytes.length : newline;
      if (end > at && bytes[end - 1] === RETURN) end--;
      this.counts.lines++;
      this.#tried++;
      if (target.addBytes(bytes, at, end, bytes[next])) this.#taken++;
      else {
        const line = bytes.subarray(at, end);
        target.addAndLearn(this.#decode(line), line);
      }
      at = next;
    }
    if (this.#tried < TRIED_LINES) return;
    if (this.#taken * 2 < this.#tried) this.#textPieces = TEXT_PIECES;
    this.#tried = 0;
    this.#taken = 0;
  }

  /** Line by line: one that is not UTF-8, or has NULs, must not spoil its neighbours. */
  #oddLines(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      let end = bytes.indexOf(NEWLINE, at);
      if (end === -1) end = bytes.length;
      let line = bytes.subarray(at, end);
      if (line[line.length - 1] === RETURN) line = line.subarray(0, -1);
      if (line.includes(0)) {
        this.counts.nul++;
        line = line.filter((byte) => byte !== 0) as Buffer;
      }
      this.#line(this.#decode(line));
      at = end + 1;
    }
  }

  #decode(line: Buffer): string {
    if (isUtf8(line)) return line.toString();
    // A cut may have gone through a character.
    const shorter = line.length >= MAX_LINE ? cutAtCharacter(line) : line;
    if (isUtf8(shorter)) return shorter.toString();
    this.counts.encoding++;
    return new TextDecoder('windows-1252').decode(line);
  }
}

function cutAtCharacter(line: Buffer): Buffer {
  let end = line.length;
  while (end > 0 && (line[end - 1]! & 0xc0) === 0x80) end--;
  return line.subarray(0, end - 1);
}
