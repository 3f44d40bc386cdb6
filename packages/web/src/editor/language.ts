import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { PIPE_NAMES, STATS_FUNCTIONS } from '@logboom/logsql';

const PIPES = new Set<string>(PIPE_NAMES);
const FUNCTIONS = new Set<string>(STATS_FUNCTIONS);
const KEYWORDS = new Set([
  'and',
  'or',
  'not',
  'by',
  'in',
  'as',
  'if',
  'desc',
  'asc',
  'on',
  'from',
  'to',
  'limit',
]);

interface State {
  /** The next word names a pipe. */
  pipe: boolean;
}

const WORD = /^[\p{L}\p{N}_$@%][\p{L}\p{N}_.$@%/-]*/u;

function token(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  const char = stream.peek();
  if (char === '"' || char === "'" || char === '`') return quotedText(stream);
  if (char === '#') {
    stream.skipToEnd();
    return 'comment';
  }
  if (char === '|') {
    stream.next();
    state.pipe = true;
    return 'operator';
  }
  const word = stream.match(WORD);
  if (word === null || typeof word === 'boolean') {
    stream.next();
    return '(){}[],'.includes(char ?? '') ? 'punctuation' : 'operator';
  }
  return wordKind(word[0], stream, state);
}

function wordKind(word: string, stream: StringStream, state: State): string {
  const lower = word.toLowerCase();
  if (state.pipe) {
    state.pipe = false;
    if (PIPES.has(lower)) return 'keyword';
  }
  if (stream.match(/^\s*:(?!:)/, false)) return 'propertyName';
  if (stream.match(/^\s*\(/, false) && (FUNCTIONS.has(lower) || KEYWORDS.has(lower))) return 'function';
  if (KEYWORDS.has(lower)) return 'keyword';
  return /^\d[\d.]*(?:ns|us|ms|[smhdwyKMGTi]+B?)?$/.test(word) ? 'number' : 'string';
}

function quotedText(stream: StringStream): string {
  const quote = stream.next();
  for (let char = stream.next(); char; char = stream.next()) {
    if (char === '\\' && quote !== '`') stream.next();
    else if (char === quote) break;
  }
  return 'string';
}

const language = StreamLanguage.define<State>({
  name: 'logsql',
  startState: () => ({ pipe: false }),
  token,
  tokenTable: { function: tags.function(tags.variableName) },
});

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.keyword, color: 'var(--level-fatal)' },
  { tag: tags.function(tags.variableName), color: 'var(--level-debug)' },
  { tag: tags.number, color: 'var(--level-warn)' },
  { tag: tags.operator, color: 'var(--level-fatal)' },
  { tag: tags.punctuation, color: 'var(--ink-faint)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
]);

/** LogsQL's words in colour. */
export const logsql = [language, syntaxHighlighting(colors)];
