import { MAX_LINE } from './limits.ts';

const [QUOTE, BACKSLASH, COMMA, BLANK, NEWLINE, RETURN] = [34, 92, 44, 32, 10, 13];
const [BRACKET, END_BRACKET, BRACE, END_BRACE] = [91, 93, 123, 125];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One JSON array of objects, or objects that go over several lines, as `jq` prints them. */
const BEGINS = /^\uFEFF?\s*(?:\[\s*\{\s*["}]|\{\s*\r?\n\s*")/;

/** Whether text begins as JSON whose objects are no lines. */
export function hasJsonElements(text: string): boolean {
  return BEGINS.test(text);
}

/**
 * Makes a line of each object of such JSON: what stands between objects goes, and line ends inside of them become
 * blanks. What is damaged ends at the next line end in a text, or after 512 KiB; what follows is read again.
 */
export class JsonElements {
  /** Bytes of a byte order mark at the beginning. */
  #markBytes = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** Bytes since the last line end that was written. */
  #length = 0;
  #out = Buffer.alloc(0);
  #end = 0;

  /** @returns lines, or parts of them; valid until the next call */
  push(chunk: Buffer): Buffer {
    // At worst a line end follows each byte.
    if (this.#out.length < chunk.length * 2) this.#out = Buffer.allocUnsafeSlow(chunk.length * 2);
    this.#end = 0;
    for (const byte of chunk) {
      if (this.#markBytes < 3 && this.#isMark(byte)) continue;
      if (this.#inText) this.#text(byte);
      else if (this.#depth === 0) this.#between(byte);
      else this.#inside(byte);
      if (this.#length > MAX_LINE) this.#endLine();
    }
    return this.#out.subarray(0, this.#end);
  }

  #isMark(byte: number): boolean {
    if (byte === BYTE_ORDER_MARK[this.#markBytes]) {
      this.#markBytes++;
      return true;
    }
    this.#markBytes = 3;
    return false;
  }

  #write(byte: number): void {
    this.#out[this.#end++] = byte;
    this.#length++;
  }

  #endLine(): void {
    this.#out[this.#end++] = NEWLINE;
    this.#length = 0;
    this.#depth = 0;
    this.#inText = false;
    this.#escaped = false;
  }

  #text(byte: number): void {
    // No text of JSON has a line end in it.
    if (byte === NEWLINE) return this.#endLine();
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
    this.#write(byte);
  }

  /** Outside of objects; text that is none of JSON is a line by itself. */
  #between(byte: number): void {
    if (byte === BRACE) this.#depth = 1;
    if (this.#length > 0 && byte === NEWLINE) return this.#endLine();
    if (this.#length > 0 || !isSeparator(byte)) this.#write(byte);
  }

  #inside(byte: number): void {
    if (byte === QUOTE) this.#inText = true;
    else if (byte === BRACE || byte === BRACKET) this.#depth++;
    else if (byte === END_BRACE || byte === END_BRACKET) this.#depth--;
    this.#write(byte === NEWLINE || byte === RETURN ? BLANK : byte);
    if (this.#depth === 0) this.#endLine();
  }
}

/** What may stand between objects. */
function isSeparator(byte: number): boolean {
  return byte <= BLANK || byte === COMMA || byte === BRACKET || byte === END_BRACKET;
}
