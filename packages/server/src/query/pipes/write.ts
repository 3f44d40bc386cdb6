import type { FieldPattern, Filter, WriteRules } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { filterCondition } from '../filter/filter.ts';
import type { Relation } from '../relation.ts';
import { lookUp, type Scope, withField } from '../scope.ts';
import { asText, text, type Value } from '../value.ts';
import { chosenCondition, isChosen } from './choose.ts';

const ALWAYS: WriteRules = { keepOriginal: false, skipEmpty: false };

/** Sets fields of each row, each by an expression over the present scope. */
export function writeFields(
  relation: Relation,
  written: readonly (readonly [string, Value])[],
  { condition = null, rules = ALWAYS }: { condition?: Filter | null; rules?: WriteRules },
  context: Context,
): Relation {
  const { scope } = relation;
  const when = condition === null ? '1' : filterCondition(condition, scope, context);
  let result: Scope = scope;
  for (const [name, value] of written) {
    const old = asText(lookUp(scope, name, context.parameters));
    result = withField(result, name, guarded(value, old, when, rules));
  }
  return relation.withScope(result).wrap();
}

/** A new value where it may replace the old one. */
function guarded(value: Value, old: string, when: string, { keepOriginal, skipEmpty }: WriteRules): Value {
  const conditions = when === '1' ? [] : [when];
  if (keepOriginal) conditions.push(`${old} = ''`);
  if (skipEmpty) conditions.push(`${asText(value)} != ''`);
  if (conditions.length === 0) return value;
  return text(`if(${conditions.join(' AND ')}, toString(${asText(value)}), toString(${old}))`);
}

/** How a map of fields is merged into a row. */
export interface MergeRules extends WriteRules {
  /** Only these are taken; empty takes all. */
  fields: readonly FieldPattern[];
  /** What the names get in front. */
  prefix: string;
  condition: Filter | null;
}

/**
 * Sets the fields of a Map(String, String), whose names only the engine knows, in each row. `map` is an
 * expression over the present scope.
 */
export function mergeMap(relation: Relation, map: string, rules: MergeRules, context: Context): Relation {
  const column = context.name('m');
  const when = rules.condition === null ? '1' : filterCondition(rules.condition, relation.scope, context);
  const chosen = shaped(map, rules, context);
  const base = relation.wrap([
    `${when === '1' ? chosen : `if(${when}, ${chosen}, CAST(map(), 'Map(String, String)'))`} AS ${column}`,
  ]);
  if (rules.fields.length > 0 && rules.fields.every(({ prefix }) => !prefix))
    return mergeKnown(base, column, rules, when, context);
  return mergeUnknown(base, column, rules, context);
}

/** Names and values as the rules want them. */
function shaped(map: string, { fields, prefix, skipEmpty }: MergeRules, context: Context): string {
  const wanted: string[] = [];
  if (fields.length > 0) wanted.push(chosenCondition(fields, context));
  if (skipEmpty) wanted.push("v != ''");
  const kept = wanted.length === 0 ? map : `mapFilter((k, v) -> ${wanted.join(' AND ')}, ${map})`;
  if (prefix === '') return kept;
  return `mapApply((k, v) -> (concat(${context.parameters.text(prefix)}, k), v), ${kept})`;
}

/** Every listed field is set, to empty where the map lacks it. */
function mergeKnown(
  base: Relation,
  column: string,
  rules: MergeRules,
  when: string,
  context: Context,
): Relation {
  const { parameters } = context;
  let { scope } = base;
  for (const { name } of rules.fields) {
    const target = rules.prefix + name;
    const key = parameters.text(target);
    const old = asText(lookUp(base.scope, target, parameters));
    const conditions: string[] = [];
    // Where the condition of the pipe does not hold the map is empty.
    if (rules.skipEmpty || when !== '1') conditions.push(`mapContains(${column}, ${key})`);
    if (rules.keepOriginal) conditions.push(`${old} = ''`);
    const value = `${column}[${key}]`;
    scope = withField(
      scope,
      target,
      text(conditions.length === 0 ? value : `if(${conditions.join(' AND ')}, ${value}, toString(${old}))`),
    );
  }
  return base.withScope(scope).wrap();
}

function mergeUnknown(base: Relation, column: string, rules: MergeRules, context: Context): Relation {
  const { parameters } = context;
  const { scope } = base;
  const fields = new Map<string, Value>();
  for (const [name, value] of scope.fields) {
    const possible =
      name.startsWith(rules.prefix) &&
      (rules.fields.length === 0 || isChosen(name.slice(rules.prefix.length), rules.fields));
    if (!possible) {
      fields.set(name, value);
      continue;
    }
    const key = parameters.text(name);
    const keep = rules.keepOriginal ? ` AND ${asText(value)} = ''` : '';
    fields.set(
      name,
      text(`if(mapContains(${column}, ${key})${keep}, ${column}[${key}], toString(${asText(value)}))`),
    );
  }
  const names = parameters.texts([...scope.fields.keys()]);
  const added = `mapFilter((k, v) -> NOT has(${names}, k), ${column})`;
  const rest = mergedRest(scope, added, rules.keepOriginal, context);
  return base.withScope({ fields, aliases: new Map(), rest, hidden: new Set(fields.keys()) }).wrap();
}

function mergedRest(scope: Scope, added: string, keepOriginal: boolean, { parameters }: Context): string {
  if (scope.rest === '') return added;
  const hidden = parameters.texts([...scope.hidden]);
  const present = `CAST(mapFilter((k, v) -> NOT has(${hidden}, k), ${scope.rest}), 'Map(String, String)')`;
  return keepOriginal ? `mapUpdate(${added}, ${present})` : `mapUpdate(${present}, ${added})`;
}
