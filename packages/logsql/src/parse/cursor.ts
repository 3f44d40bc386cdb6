import { QueryError } from '../error.ts';
import { MAX_NESTING } from '../limits.ts';
import { type Token, tokenize } from './lexer.ts';

/** What ends a run of touching tokens such as `foo-bar`. */
const STOPS = new Set(['*', ',', '(', ')', '[', ']', '|']);
const STOPS_AND_COLON = new Set([...STOPS, ':']);
const STOPS_OF_VALUE = new Set([...STOPS].filter((stop) => stop !== '*'));

/** A place in the tokens of a query, with what every parser of a part needs. */
export class Cursor {
  readonly source: string;
  readonly #tokens: Token[];
  #index = 0;
  #depth = 0;

  constructor(source: string) {
    this.source = source;
    this.#tokens = tokenize(source);
  }

  get token(): Token {
    return this.#tokens[this.#index]!;
  }

  /** The token after the present one. */
  get following(): Token {
    return this.#tokens[Math.min(this.#index + 1, this.#tokens.length - 1)]!;
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  advance(): Token {
    const token = this.token;
    if (!this.atEnd) this.#index++;
    return token;
  }

  /** Remembers the place; calling the result goes back to it. */
  mark(): () => void {
    const index = this.#index;
    return () => {
      this.#index = index;
    };
  }

  /** Whether the present token is one of these symbols or unquoted words, in any case. */
  is(...texts: string[]): boolean {
    const { kind, text } = this.token;
    return kind !== 'quoted' && kind !== 'end' && texts.includes(text.toLowerCase());
  }

  accept(...texts: string[]): boolean {
    if (!this.is(...texts)) return false;
    this.#index++;
    return true;
  }

  expect(text: string, hint: string): void {
    if (!this.accept(text)) this.fail(`Expected "${text}"`, hint);
  }

  fail(problem: string, hint: string, token: Token = this.token, cause?: unknown): never {
    throw new QueryError(this.source, token.start, token.raw, problem, hint, cause);
  }

  /** Runs a nested parser, with a limit: so no query overflows the stack. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_NESTING) {
      this.fail('Nested too deeply', `At most ${MAX_NESTING} levels are read; write the filter flatter.`);
    }
    const result = parse();
    this.#depth--;
    return result;
  }

  /** A word, or tokens that touch each other: `foo-bar`, `10:20`. A colon ends it unless it is allowed. */
  compound(what: string, hint: string, allowColon: boolean): string {
    return this.#join(what, hint, allowColon ? STOPS : STOPS_AND_COLON);
  }

  /** A value in the place of an argument; it may hold a star. */
  value(what: string, hint: string): string {
    return this.#join(what, hint, STOPS_OF_VALUE);
  }

  #join(what: string, hint: string, stops: ReadonlySet<string>): string {
    const first = this.token;
    if (first.kind === 'end' || (first.kind === 'symbol' && stops.has(first.text))) {
      this.fail(`Expected ${what}`, hint);
    }
    this.#index++;
    if (!this.#touches(stops)) return first.text;
    while (this.#touches(stops)) this.#index++;
    const last = this.#tokens[this.#index - 1]!;
    return this.source.slice(first.start, last.start + last.raw.length);
  }

  #touches(stops: ReadonlySet<string>): boolean {
    const { kind, text, spaceBefore } = this.token;
    return kind !== 'end' && !spaceBefore && !(kind === 'symbol' && stops.has(text));
  }
}
