const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What `str.isprintable` says no to, lone surrogates included, and the two marks that need a backslash. */
const ESCAPED = /[\p{C}\p{Zl}\p{Zp}\p{Zs}\\]/gu;
const NOT_ASCII = /[^\x20-\x7e]/gu;
const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

/** `repr` of a str; `ascii` of it when asked. */
export function quoteText(text: string, ascii = false): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let inner = text.replace(ESCAPED, escapeMark);
  if (quote === "'") inner = inner.replaceAll("'", "\\'");
  return `${quote}${ascii ? asciiOnly(inner) : inner}${quote}`;
}

/** Escapes what is not ASCII, as Python's `ascii()`. */
export function asciiOnly(text: string): string {
  return text.replace(NOT_ASCII, escapeMark);
}

function escapeMark(mark: string): string {
  if (mark === ' ') return mark;
  const named = NAMED[mark];
  if (named !== undefined) return named;
  const point = mark.codePointAt(0)!;
  const hex = point.toString(16);
  if (point < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** `repr` of bytes: `b'ab\xff'`. */
export function quoteBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped
  let inner = text.replace(/[\x00-\x1f\\\x7f-\xff]/g, escapeMark);
  if (quote === "'") inner = inner.replaceAll("'", "\\'");
  return `b${quote}${inner}${quote}`;
}
