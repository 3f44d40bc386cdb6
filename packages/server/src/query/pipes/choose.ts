import type { FieldPattern, PipeOf } from '@logboom/logsql';
import type { Context } from '../context.ts';
import type { Relation } from '../relation.ts';
import { closedScope, lookUp, type Scope, withField } from '../scope.ts';
import type { Value } from '../value.ts';

export function applyChoose(
  relation: Relation,
  pipe: PipeOf<'fields' | 'delete' | 'copy' | 'rename'>,
  context: Context,
): Relation {
  switch (pipe.kind) {
    case 'fields':
      return relation.withScope(keepFields(relation.scope, pipe.fields, context));
    case 'delete':
      return relation.withScope(deleteFields(relation.scope, pipe.fields, context));
    case 'copy':
    case 'rename':
      return movePairs(relation, pipe, context);
  }
}

/** Whether a name is one of the fields or begins as a pattern does. */
export function isChosen(name: string, patterns: readonly FieldPattern[]): boolean {
  return patterns.some((pattern) => (pattern.prefix ? name.startsWith(pattern.name) : name === pattern.name));
}

/** The condition of SQL that says the same of a name `k`. */
export function chosenCondition(patterns: readonly FieldPattern[], { parameters }: Context): string {
  const parts = patterns.map(({ name, prefix }) =>
    prefix ? `startsWith(k, ${parameters.text(name)})` : `k = ${parameters.text(name)}`,
  );
  return parts.length === 0 ? '0' : `(${parts.join(' OR ')})`;
}

function keepFields(scope: Scope, patterns: FieldPattern[], context: Context): Scope {
  if (patterns.some(({ name, prefix }) => prefix && name === '')) return scope;
  const fields = new Map<string, Value>();
  for (const pattern of patterns) {
    if (!pattern.prefix) {
      fields.set(pattern.name, lookUp(scope, pattern.name, context.parameters));
      continue;
    }
    for (const [name, value] of scope.fields) if (name.startsWith(pattern.name)) fields.set(name, value);
  }
  const prefixes = patterns.filter(({ prefix }) => prefix);
  if (prefixes.length === 0 || scope.rest === '') return closedScope(fields);
  const rest = `mapFilter((k, v) -> ${chosenCondition(prefixes, context)}, ${scope.rest})`;
  return { fields, aliases: new Map(), rest, hidden: new Set([...scope.hidden, ...fields.keys()]) };
}

function deleteFields(scope: Scope, patterns: FieldPattern[], context: Context): Scope {
  let result = scope;
  for (const { name, prefix } of patterns) if (!prefix) result = withField(result, name, undefined);
  const prefixes = patterns.filter(({ prefix }) => prefix);
  if (prefixes.length === 0) return result;
  const fields = new Map([...result.fields].filter(([name]) => !isChosen(name, prefixes)));
  const aliases = new Map([...result.aliases].filter(([name]) => !isChosen(name, prefixes)));
  const rest =
    result.rest === ''
      ? ''
      : `mapFilter((k, v) -> NOT ${chosenCondition(prefixes, context)}, ${result.rest})`;
  return { ...result, fields, aliases, rest };
}

function movePairs(relation: Relation, pipe: PipeOf<'copy' | 'rename'>, context: Context): Relation {
  let scope = relation.scope;
  for (const { from, to } of pipe.pairs) {
    scope = from.prefix
      ? movePrefix(scope, from.name, to.name, pipe.kind, context)
      : moveOne(scope, from.name, to.name, pipe.kind, context);
  }
  return relation.withScope(scope);
}

function moveOne(
  scope: Scope,
  from: string,
  to: string,
  kind: 'copy' | 'rename',
  { parameters }: Context,
): Scope {
  if (from === to) return scope;
  const value = lookUp(scope, from, parameters);
  const without = kind === 'rename' ? withField(scope, from, undefined) : scope;
  return withField(without, to, value);
}

function movePrefix(
  scope: Scope,
  from: string,
  to: string,
  kind: 'copy' | 'rename',
  { parameters }: Context,
): Scope {
  if (from === to) return scope;
  let result = scope;
  const moved = [...scope.fields].filter(([name]) => name.startsWith(from));
  if (kind === 'rename') for (const [name] of moved) result = withField(result, name, undefined);
  if (scope.rest !== '') {
    const [old, made] = [parameters.text(from), parameters.text(to)];
    const hidden = parameters.texts([...scope.hidden]);
    const visible = `mapFilter((k, v) -> NOT has(${hidden}, k), ${scope.rest})`;
    const renamed = `CAST(mapApply((k, v) -> (concat(${made}, substring(k, length(${old}) + 1)), v), mapFilter((k, v) -> startsWith(k, ${old}), ${visible})), 'Map(String, String)')`;
    const kept = kind === 'copy' ? visible : `mapFilter((k, v) -> NOT startsWith(k, ${old}), ${visible})`;
    // What moves overwrites what has its new name; a known field that it overwrites is one no more.
    result = {
      ...result,
      rest: `mapUpdate(CAST(${kept}, 'Map(String, String)'), ${renamed})`,
      hidden: new Set(),
    };
    for (const name of result.fields.keys())
      result = { ...result, hidden: new Set([...result.hidden, name]) };
  }
  for (const [name, value] of moved) result = withField(result, to + name.slice(from.length), value);
  return result;
}
