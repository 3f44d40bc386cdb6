import {
  floatOf,
  type PickleValue,
  PythonDict,
  PythonGlobal,
  PythonObject,
  PythonTuple,
} from './pickle/values.ts';

/** Deeper values stay as their text. */
const DEPTH_MAX = 32;
/** Longer texts are not read: nobody renders them. */
const LENGTH_MAX = 64 * 1024;
/** What looks like a value and is none is passed twice; a crafted text would be passed without end. */
const FAILURES_MAX = 50;
const TEXT = /([bBuUrR]{0,2})(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/sy;
const NUMBER = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /None|True|False/y;
/** What shows as something else than its `repr`: numbers of the decimal module, and exceptions. */
const CALL = /(Decimal|[A-Z]\w*(?:Error|Exception|Warning|Interrupt))\(/y;
const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(\r?\n|.))/gs;
const ESCAPED: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};
const WORDS: Record<string, PickleValue> = { None: null, True: true, False: false };

/**
 * Reads what `repr` wrote of a value: None, booleans, numbers, texts, tuples, lists, dicts, and exceptions. Anything
 * else, as `<Thing object at 0x7f…>`, becomes the text that stands there. Nothing is run, and nothing refused.
 *
 * @example
 * parseLiteral("('shop', 1, <Thing object at 0x7f>)") // new PythonTuple(['shop', 1, '<Thing object at 0x7f>'])
 */
export function parseLiteral(text: string): PickleValue {
  if (text.length > LENGTH_MAX) return text;
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  return reader.atEnd() ? value : text;
}

class LiteralReader {
  readonly #text: string;
  #at = 0;
  #failures = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#blanks();
    return this.#at === this.#text.length;
  }

  /** The value that begins here; its text where it cannot be read. */
  value(depth: number): PickleValue {
    this.#blanks();
    const start = this.#at;
    const value = depth > DEPTH_MAX || this.#failures > FAILURES_MAX ? undefined : this.#known(depth);
    if (value !== undefined && this.#ends()) return value;
    this.#failures++;
    this.#at = start;
    return this.#opaque();
  }

  #known(depth: number): PickleValue | undefined {
    switch (this.#text[this.#at]) {
      case '(':
        return this.#tuple(depth);
      case '[':
        return this.#items(']', depth);
      case '{':
        return this.#dict(depth);
      default:
        return this.#scalar(depth);
    }
  }

  #scalar(depth: number): PickleValue | undefined {
    const word = this.#match(WORD);
    if (word !== undefined) return WORDS[word[0]];
    const text = this.#match(TEXT);
    if (text !== undefined) {
      const [, prefix = '', single, double] = text;
      const value = unescapeText(single ?? double ?? '');
      return /b/i.test(prefix) ? Buffer.from(value, 'latin1') : value;
    }
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberOf(number[0].replaceAll('_', ''));
    const call = this.#match(CALL);
    if (call === undefined) return undefined;
    const args = this.#list(')', depth);
    const module = call[1] === 'Decimal' ? 'decimal' : 'builtins';
    return args && new PythonObject(new PythonGlobal(module, call[1]!), args);
  }

  #tuple(depth: number): PickleValue | undefined {
    const items = this.#items(')', depth);
    return items && new PythonTuple(items);
  }

  #items(close: string, depth: number): PickleValue[] | undefined {
    this.#at++;
    return this.#list(close, depth);
  }

  #list(close: string, depth: number): PickleValue[] | undefined {
    const items: PickleValue[] = [];
    while (!this.#takes(close)) {
      if (this.#at >= this.#text.length) return undefined;
      items.push(this.value(depth + 1));
      if (!this.#takes(',') && this.#text[this.#at] !== close) return undefined;
    }
    return items;
  }

  #dict(depth: number): PickleValue | undefined {
    this.#at++;
    const dict = new PythonDict();
    while (!this.#takes('}')) {
      if (this.#at >= this.#text.length) return undefined;
      const key = this.value(depth + 1);
      if (!this.#takes(':')) return undefined;
      dict.entries.push(key, this.value(depth + 1));
      if (!this.#takes(',') && this.#text[this.#at] !== '}') return undefined;
    }
    return dict;
  }

  /** Everything up to the comma or bracket that ends it. */
  #opaque(): string {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if ('([{<'.includes(character)) depth++;
      else if (')]}>'.includes(character) && depth-- === 0) break;
      else if (character === ',' && depth === 0) break;
    }
    return this.#text.slice(start, this.#at).trimEnd();
  }

  /** Whether a value can end here. */
  #ends(): boolean {
    this.#blanks();
    return this.#at >= this.#text.length || ',)]}:'.includes(this.#text[this.#at]!);
  }

  #takes(character: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '.')) this.#at++;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text) ?? undefined;
    if (match !== undefined) this.#at = pattern.lastIndex;
    return match;
  }
}

function numberOf(text: string): PickleValue {
  if (/[.eE]/.test(text)) return floatOf(Number(text));
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_, byte?: string, short?: string, long?: string, other?: string) => {
    const digits = byte ?? short ?? long;
    if (digits === undefined) return ESCAPED[other ?? ''] ?? (other ?? '').replace(/^\r?\n$/, '');
    const code = Number.parseInt(digits, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
