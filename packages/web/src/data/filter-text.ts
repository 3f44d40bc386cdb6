/**
 * Edits a LogsQL text term by term, so that every filter of the page is written in the query box and the
 * URL. A term is what stands at the top level, joined by blanks or `and`; what is inside quotes or
 * parentheses is left alone.
 */
export interface QueryText {
  /** Filters that all must match. A query with `or` at the top level is one term. */
  terms: string[];
  /** From the first `|` on, or empty. */
  pipes: string;
}

const OPEN = '([{';
const CLOSE = ')]}';

/** Takes a query apart; `joinQuery` puts it together again. */
export function splitQuery(query: string): QueryText {
  const words: string[] = [];
  let start = 0;
  let depth = 0;
  let at = 0;
  const cut = (end: number) => {
    const word = query.slice(start, end).trim();
    if (word !== '') words.push(word);
    start = end;
  };
  for (; at < query.length; at++) {
    const char = query[at]!;
    if (char === '"' || char === "'" || char === '`') at = closingQuote(query, at);
    else if (OPEN.includes(char)) depth++;
    else if (CLOSE.includes(char)) depth--;
    else if (depth <= 0 && char === '|') break;
    else if (depth <= 0 && /\s/.test(char)) cut(at);
  }
  cut(Math.min(at, query.length));
  return { terms: termsOf(words), pipes: query.slice(at).trim() };
}

function closingQuote(query: string, open: number): number {
  const quote = query[open];
  for (let at = open + 1; at < query.length; at++) {
    if (query[at] === '\\' && quote !== '`') at++;
    else if (query[at] === quote) return at;
  }
  return query.length;
}

function termsOf(words: string[]): string[] {
  if (words.some((word) => /^or$/i.test(word))) return [words.join(' ')];
  const terms: string[] = [];
  let not = '';
  for (const word of words) {
    if (/^and$/i.test(word) || word === '*') continue;
    if (/^(not|!|-)$/i.test(word)) not = `${not}${word} `;
    else if (word.endsWith(':') || terms.at(-1)?.endsWith(':')) {
      // `level: error` is written with a blank by some hands.
      if (terms.at(-1)?.endsWith(':')) terms[terms.length - 1] += word;
      else terms.push(not + word);
      not = '';
    } else {
      terms.push(not + word);
      not = '';
    }
  }
  return terms;
}

/** One text of terms and pipes. */
export function joinQuery({ terms, pipes }: QueryText): string {
  return [...terms, ...(pipes === '' ? [] : [pipes])].join(' ') || '';
}

/** A field name or value as LogsQL writes it: bare where that is plain, else in quotes. */
export function quoted(text: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(text) && !RESERVED.has(text.toLowerCase())
    ? text
    : JSON.stringify(text);
}

const RESERVED = new Set(['and', 'or', 'not', 'in', 'by', 'if', 'as']);

/** The names that the query language has for what the record calls otherwise (design, section 8). */
const QUERY_NAMES: Record<string, string> = { message: '_msg', timestamp: '_time' };
const RECORD_NAMES: Record<string, string> = { _msg: 'message', _time: 'timestamp' };

export const queryNameOf = (name: string): string => QUERY_NAMES[name] ?? name;
export const recordNameOf = (name: string): string => RECORD_NAMES[name] ?? name;

export const fieldName = (name: string): string => quoted(queryNameOf(name));

/** `field:="value"`, an exact match. */
export const exactTerm = (field: string, value: string): string => `${fieldName(field)}:=${quoted(value)}`;

/** Adds a term unless it is there; a query with `or` at the top level gets parentheses first. */
export function addTerm(query: string, term: string): string {
  const parts = splitQuery(query);
  if (parts.terms.includes(term)) return query;
  const opposite = term.startsWith('-') ? term.slice(1) : `-${term}`;
  const terms = parts.terms
    .filter((other) => other !== opposite)
    .map((other) => (/\sor\s/i.test(other) && !other.startsWith('(') ? `(${other})` : other));
  return joinQuery({ terms: [...terms, term], pipes: parts.pipes });
}

/** Takes a term out; the query is given back as it is when the term is not there. */
export function removeTerm(query: string, term: string): string {
  const parts = splitQuery(query);
  if (!parts.terms.includes(term)) return query;
  return joinQuery({ ...parts, terms: parts.terms.filter((other) => other !== term) });
}

/** The values that a field is held to by one term: `field:in(a, b)` or `field:=a`; empty when it is free. */
export function valuesOf(query: string, field: string): string[] {
  const term = termOf(query, field);
  return term === undefined ? [] : readValues(term, field)!;
}

/** Holds a field to values, in the place of the term that did so before; no values set it free. */
export function withValues(query: string, field: string, values: readonly string[]): string {
  const old = termOf(query, field);
  const term =
    values.length === 1
      ? exactTerm(field, values[0]!)
      : `${fieldName(field)}:in(${values.map(quoted).join(', ')})`;
  if (old === undefined) return values.length === 0 ? query : addTerm(query, term);
  if (values.length === 0) return removeTerm(query, old);
  const parts = splitQuery(query);
  return joinQuery({ ...parts, terms: parts.terms.map((other) => (other === old ? term : other)) });
}

const termOf = (query: string, field: string): string | undefined =>
  splitQuery(query).terms.find((term) => readValues(term, field) !== undefined);

const VALUE = /"(?:[^"\\]|\\.)*"|[^\s,()"]+/g;

function readValues(term: string, field: string): string[] | undefined {
  const name = `${fieldName(field)}:`;
  if (!term.startsWith(name)) return undefined;
  const rest = term.slice(name.length);
  const list = /^(?:=|in\()((?:"(?:[^"\\]|\\.)*"|[^"()])*)\)?$/.exec(rest)?.[1];
  // `level:error` without `=` is a word filter; for a level it means the same.
  const text = list ?? (/^[\w.-]+$/.test(rest) && field === 'level' ? rest : undefined);
  return text?.match(VALUE)?.map((value) => (value.startsWith('"') ? unquote(value) : value));
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
