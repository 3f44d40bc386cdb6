/** What came of reading a quoted literal. */
export type Unquoted = { ok: true; text: string; end: number } | { ok: false; at: number; problem: string };

const SIMPLE: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/**
 * Reads the quoted literal that starts at an index: "..." and '...' with Go's escapes (The Go Programming
 * Language Specification, "String literals"), `...` without any.
 */
export function unquote(source: string, start: number): Unquoted {
  const mark = source[start]!;
  if (mark === '`') {
    const end = source.indexOf('`', start + 1);
    if (end < 0) return { ok: false, at: start, problem: 'A quote that is never closed' };
    return { ok: true, text: source.slice(start + 1, end), end: end + 1 };
  }
  let text = '';
  // Escaped bytes (\xd1\x82) may together be one UTF-8 character.
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) text += new TextDecoder().decode(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let at = start + 1; at < source.length; ) {
    const character = source[at]!;
    if (character === mark) {
      flush();
      return { ok: true, text, end: at + 1 };
    }
    if (character !== '\\') {
      flush();
      text += character;
      at++;
      continue;
    }
    const kind = source[at + 1] ?? '';
    const simple = SIMPLE[kind];
    if (simple !== undefined) {
      flush();
      text += simple;
      at += 2;
      continue;
    }
    const match = /^\\(?:x([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U(00[01][0-9a-fA-F]{5}))/.exec(
      source.slice(at, at + 10),
    );
    if (match === null) return { ok: false, at, problem: `An unknown escape \\${kind}` };
    if (match[1] !== undefined || match[2] !== undefined) {
      bytes.push(match[1] === undefined ? Number.parseInt(match[2]!, 8) : Number.parseInt(match[1], 16));
    } else {
      const code = Number.parseInt(match[3] ?? match[4]!, 16);
      if (code > 0x10ffff) return { ok: false, at, problem: 'A character beyond Unicode' };
      flush();
      text += String.fromCodePoint(code);
    }
    at += match[0].length;
  }
  return { ok: false, at: start, problem: 'A quote that is never closed' };
}
