// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const SEQUENCE = /\u001b\[([0-9;:?]*)[ -/]*([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** Text without terminal escape sequences (ECMA-48 CSI and OSC). */
export const stripAnsi = (text: string): string =>
  text.includes('\u001b') ? text.replace(SEQUENCE, '') : text;

export interface Segment {
  /** Where it begins in the text. */
  at: number;
  text: string;
  /** 0..7: black, red, green, yellow, blue, magenta, cyan, white; undefined: as around it. */
  color: number | undefined;
  bold: boolean;
}

/** Text in pieces of one colour each (ECMA-48 SGR, the eight colours and their bright ones). */
export function readAnsi(text: string): Segment[] {
  const segments: Segment[] = [];
  let style: { color: number | undefined; bold: boolean } = { color: undefined, bold: false };
  let from = 0;
  const cut = (to: number) => {
    if (to > from) segments.push({ at: from, text: text.slice(from, to), ...style });
  };
  for (const match of text.matchAll(SEQUENCE)) {
    cut(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = restyle(style, match[1] ?? '');
  }
  cut(text.length);
  return segments;
}

function restyle(style: { color: number | undefined; bold: boolean }, codes: string) {
  let { color, bold } = style;
  const list = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < list.length; at++) {
    const code = list[at]!;
    if (code === 0) {
      color = undefined;
      bold = false;
    } else if (code === 1) bold = true;
    else if (code === 22) bold = false;
    else if (code === 39) color = undefined;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) color = code % 10;
    // 256 and 24-bit colours would not hold the contrast of the theme: their text stays plain.
    else if (code === 38 || code === 48) at += list[at + 1] === 5 ? 2 : 4;
  }
  return { color, bold };
}
