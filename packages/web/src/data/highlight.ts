import { splitQuery } from './filter-text.ts';

const QUOTED = /^(?:_msg:)?"((?:[^"\\]|\\.)+)"\*?$/;
const WORD = /^(?:_msg:)?([\p{L}\p{N}_][\p{L}\p{N}_./-]*)\*?$/u;

/** A pattern for the words and phrases that a query looks for in messages; undefined when it looks for none. */
export function highlightOf(query: string): RegExp | undefined {
  const words = splitQuery(query)
    .terms.flatMap((term) => (/\sor\s/i.test(term) ? term.split(/\s+(?:or|and)\s+/i) : [term]))
    .map((term) => QUOTED.exec(term)?.[1]?.replace(/\\(.)/g, '$1') ?? WORD.exec(term)?.[1])
    .filter((word) => word !== undefined && word !== '');
  if (words.length === 0) return undefined;
  // Longer ones first: of "order 1" and "order" the longer is marked whole.
  const parts = words.sort((a, b) => b!.length - a!.length).map((word) => escapeRegExp(word!));
  return new RegExp(`(${parts.join('|')})`, 'g');
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
