import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import { PIPE_NAMES, STATS_FUNCTIONS } from '@logboom/logsql';
import { fieldName, quoted } from '../data/filter-text.ts';

/** Where names and values come from; each answer may be empty, none may throw. */
export interface NameSource {
  fields(): Promise<string[]>;
  values(field: string, prefix: string): Promise<string[]>;
}

const FIELD = /[\p{L}\p{N}_.@-]+$/u;
const VALUE =
  /(?:^|[\s(!-])("[^"]+"|[\p{L}\p{N}_.@-]+):(=?)(?:in\((?:[^()]*,\s*)?)?("[^"]*|[\p{L}\p{N}_.@/-]*)$/u;
const OPERATORS = ['and', 'or', 'not'];

/** What may stand at the cursor: pipes after `|`, functions in `stats`, values after `field:`, else fields. */
export function completionSource(names: NameSource): CompletionSource {
  return async (context) => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 500), context.pos);
    return inPipe(before, context, names) ?? (await inFilter(before, context, names));
  };
}

function inPipe(
  before: string,
  context: CompletionContext,
  names: NameSource,
): Promise<CompletionResult | null> | null {
  const bar = lastBar(before);
  if (bar === -1) return null;
  const pipe = before.slice(bar + 1);
  const name = /^\s*(\w*)$/.exec(pipe);
  if (name !== null) return Promise.resolve(list(context.pos - name[1]!.length, PIPE_NAMES, 'keyword'));
  if (/^\s*(?:filter|where)\s/.test(pipe)) return null;
  const word = FIELD.exec(pipe)?.[0] ?? '';
  if (word === '' && !context.explicit && !/[(,]\s*$/.test(pipe)) return Promise.resolve(null);
  const from = context.pos - word.length;
  const wantsFunction = /^\s*stats\s/.test(pipe) && !/\([^)]*$/.test(pipe);
  return names.fields().then((fields) => ({
    from,
    validFor: FIELD,
    options: [
      ...(wantsFunction ? [...STATS_FUNCTIONS.map(functionOption), option('by', 'keyword')] : []),
      ...fields.map((field) => option(fieldName(field), 'property')),
    ],
  }));
}

async function inFilter(
  before: string,
  context: CompletionContext,
  names: NameSource,
): Promise<CompletionResult | null> {
  const value = VALUE.exec(before);
  if (value !== null) return valuesFor(value[1]!, value[3]!, context, names);
  const word = FIELD.exec(before)?.[0] ?? '';
  if (word === '' && !context.explicit) return null;
  const fields = await names.fields();
  return {
    from: context.pos - word.length,
    validFor: FIELD,
    options: [
      ...fields.map((field): Completion => ({ ...option(`${fieldName(field)}:`, 'property'), boost: 1 })),
      ...OPERATORS.map((name) => option(name, 'keyword')),
    ],
  };
}

async function valuesFor(
  field: string,
  typed: string,
  context: CompletionContext,
  names: NameSource,
): Promise<CompletionResult | null> {
  const name = field.replace(/^"|"$/g, '');
  const values = await names.values(name, typed.replace(/^"/, ''));
  if (values.length === 0) return null;
  return {
    from: context.pos - typed.length,
    options: values.map((text) => ({
      label: quoted(text),
      displayLabel: text || '(empty)',
      type: 'constant',
    })),
  };
}

/** The last `|` outside of quotes. */
function lastBar(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*("|$)/g, (part) => ' '.repeat(part.length));
  return bare.lastIndexOf('|');
}

const option = (label: string, type: string): Completion => ({ label, type });

const functionOption = (name: string): Completion => ({ label: name, type: 'function', apply: `${name}()` });

const list = (from: number, labels: readonly string[], type: string): CompletionResult => ({
  from,
  validFor: /^\w*$/,
  options: labels.map((label) => option(label, type)),
});
