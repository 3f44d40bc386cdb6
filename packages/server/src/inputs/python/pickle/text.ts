import { isUtf8 } from 'node:buffer';

/** Texts up to this length are looked up before they are made: names of fields return in every record. */
const SHORT = 40;
const SLOTS = 4096;
const known: string[] = new Array<string>(SLOTS).fill('');

/**
 * Text of BINUNICODE and its kin: UTF-8 in which Python may have put lone surrogates (`surrogatepass`).
 * Bytes that are neither become U+FFFD: one bad name must not cost the record.
 */
export function readText(bytes: Buffer, at: number, length: number): string {
  if (length > SHORT || length === 0) return utf8(bytes, at, length);
  const last = at + length - 1;
  // Five bytes tell the names of fields apart well enough; the comparison below makes it certain.
  const sample =
    Math.imul(bytes[at]!, 0x9e3779b1) ^
    Math.imul(bytes[(at + last) >> 1]!, 0x85ebca6b) ^
    Math.imul(bytes[last]!, 0xc2b2ae35) ^
    Math.imul(bytes[at + (length >> 2)]!, 0x27d4eb2f) ^
    Math.imul(length, 0x165667b1);
  const slot = (sample ^ (sample >>> 15)) & (SLOTS - 1);
  const text = known[slot]!;
  if (text.length === length) {
    let i = 0;
    while (i < length && text.charCodeAt(i) === bytes[at + i]) i++;
    if (i === length) return text;
  }
  const made = utf8(bytes, at, length);
  if (made.length === length) known[slot] = made;
  return made;
}

function utf8(bytes: Buffer, at: number, length: number): string {
  const text = bytes.toString('utf8', at, at + length);
  if (text.length === length || !text.includes('\ufffd')) return text;
  return withSurrogates(bytes.subarray(at, at + length));
}

/** UTF-8 with surrogates encoded as three bytes each (ED A0..BF xx). */
function withSurrogates(bytes: Buffer): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0xed); at !== -1; at = bytes.indexOf(0xed, at + 1)) {
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    if (second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue;
    parts.push(
      bytes.toString('utf8', from, at),
      String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)),
    );
    from = at + 3;
  }
  parts.push(bytes.toString('utf8', from, bytes.length));
  return parts.join('');
}

/**
 * A `str` of Python 2, whose encoding the pickle does not tell: UTF-8 if it is valid as that, else Latin-1,
 * which loses nothing (`pickle.loads(encoding='latin1')` is what Python's documentation advises).
 */
export function readPython2Text(bytes: Buffer, at: number, length: number): string {
  const view = bytes.subarray(at, at + length);
  return isUtf8(view) ? readText(bytes, at, length) : view.toString('latin1');
}

/** The argument of UNICODE: Latin-1 with `\uXXXX` and `\UXXXXXXXX` ("raw-unicode-escape"). */
export function unescapeUnicode(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (whole, short?: string, long?: string) => {
    const point = Number.parseInt(short ?? long ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** The argument of STRING: `repr` of a Python 2 str, quotes and all; undefined where it is not quoted. */
export function unquotePython2(line: string): string | undefined {
  const quoted = line.trim();
  const quote = quoted[0];
  if (quoted.length < 2 || (quote !== '"' && quote !== "'") || !quoted.endsWith(quote)) return undefined;
  const text = quoted
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))/gs, (_, hex?: string, octal?: string, other = '') => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ESCAPES[other] ?? ('\\\'"'.includes(other) ? other : `\\${other}`);
    });
  const bytes = Buffer.from(text, 'latin1');
  return readPython2Text(bytes, 0, bytes.length);
}
