import type { FieldPattern, StatsFunction } from '@logboom/logsql';
import type { Context } from '../context.ts';
import { allFields, lookUp, type Scope } from '../scope.ts';
import { asNumber, asText, EMPTY, text, type Value } from '../value.ts';
import { chosenCondition, isChosen } from './choose.ts';

/** What one function of `stats` is computed from: the values of its fields in the rows that its condition keeps. */
export class Inputs {
  readonly #made: StatsFunction;
  readonly #scope: Scope;
  readonly #condition: string;
  readonly #context: Context;
  /** The fields that are known by name. */
  readonly #values: Value[];
  /** A map with the others, or empty. */
  readonly #rest: string;

  constructor(made: StatsFunction, scope: Scope, condition: string, context: Context) {
    this.#made = made;
    this.#scope = scope;
    this.#condition = condition;
    this.#context = context;
    this.#values = knownValues(made.fields, scope, context);
    this.#rest = restOf(made.fields, scope, context);
  }

  /** Whether the function names no fields. */
  get #isWhole(): boolean {
    return this.#made.fields.length === 0;
  }

  /** Calls an aggregate function over the rows that count. */
  aggregate(name: string, columns: readonly string[], ...conditions: string[]): string {
    const all = [this.#condition, ...conditions].filter((condition) => condition !== '' && condition !== '1');
    const [, base = name, parameters = ''] = /^(\w+)(\(.*\))?$/.exec(name) ?? [];
    if (all.length === 0) return `${base}${parameters}(${columns.join(', ')})`;
    return `${base}If${parameters}(${[...columns, all.map((condition) => `(${condition})`).join(' AND ')].join(', ')})`;
  }

  count(condition: string): string {
    return this.aggregate('count', [], condition);
  }

  /** Whether any of the fields has a value. */
  get anyFilled(): string {
    if (this.#isWhole) return '1';
    const parts = this.#values.map((value) => `${asText(value)} != ''`);
    if (this.#rest !== '') parts.push(`arrayExists(v -> v != '', mapValues(${this.#rest}))`);
    return parts.length === 0 ? '0' : `(${parts.join(' OR ')})`;
  }

  /** Over the fields of each row together. */
  overTuples(name: string): string {
    const columns = this.#values.map(asText);
    if (this.#rest !== '') columns.push(`toString(${this.#rest})`);
    return this.aggregate(name, columns.length === 0 ? ["''"] : columns, this.anyFilled);
  }

  /** Over every number among the values. */
  overNumbers(name: string): string {
    if (this.#values.length === 1 && this.#rest === '') {
      const value = this.#values[0]!;
      return this.aggregate(name, [`toFloat64(${asNumber(value)})`]);
    }
    return this.aggregate(arrayed(name), [
      `arrayMap(v -> assumeNotNull(v), arrayFilter(v -> isNotNull(v), arrayMap(v -> lb_number(v), ${this.#all})))`,
    ]);
  }

  /** Over every value; `filled` leaves empty ones out. */
  overTexts(name: string, map: (sql: string) => string, filled: boolean): string {
    if (this.#values.length === 1 && this.#rest === '') {
      const content = asText(this.#values[0]!);
      return this.aggregate(name, [map(`toString(${content})`)], filled ? `${content} != ''` : '');
    }
    const all = filled ? `arrayFilter(v -> v != '', ${this.#all})` : this.#all;
    return this.aggregate(arrayed(name), [`arrayMap(v -> ${map('v')}, ${all})`]);
  }

  /** All values of a row as one array. */
  get #all(): string {
    const known = `CAST([${this.#values.map((value) => `toString(${asText(value)})`).join(', ')}], 'Array(String)')`;
    return this.#rest === '' ? known : `arrayConcat(${known}, mapValues(${this.#rest}))`;
  }

  /** The least or greatest value that is not empty; numbers count as less than other texts. */
  extreme(name: 'min' | 'max'): Value {
    const single = this.#values.length === 1 && this.#rest === '' ? this.#values[0]! : undefined;
    if (single?.kind === 'time') {
      // Of no rows at all it would be 1970.
      return text(`if(${this.count('1')} = 0, '', lb_time(${this.aggregate(name, [single.sql])}))`);
    }
    if (single?.kind === 'number')
      return { kind: 'number', sql: this.aggregate(`${name}OrNull`, [single.sql]) };
    const chosen = name === 'min' ? 'argMin' : 'argMax';
    if (single !== undefined) {
      const content = `toString(${asText(single)})`;
      return text(this.aggregate(chosen, [content, rank(content)], `${content} != ''`));
    }
    const filled = `arrayFilter(v -> v != '', ${this.#all})`;
    return text(this.aggregate(`${chosen}Array`, [filled, `arrayMap(v -> ${rank('v')}, ${filled})`]));
  }

  /** The row whose value of a field is the least or greatest. */
  extremeRow(name: 'argMin' | 'argMax', field: string): string {
    const value = lookUp(this.#scope, field, this.#context.parameters);
    const key = value.kind === 'text' ? rank(`toString(${value.sql})`) : value.sql;
    return this.aggregate(name, [this.row, key], `${asText(value)} != ''`);
  }

  /** The wanted fields of a row as a JSON object. */
  get row(): string {
    const { fields } = this.#made;
    const scope = fields.length === 0 ? this.#scope : chosenScope(this.#scope, fields, this.#context);
    return `toJSONString(${allFields(scope, this.#context.parameters)})`;
  }
}

/** Only the named fields of a scope. */
export function chosenScope(scope: Scope, patterns: readonly FieldPattern[], context: Context): Scope {
  const fields = new Map<string, Value>();
  for (const { name, prefix } of patterns) {
    if (!prefix) fields.set(name, lookUp(scope, name, context.parameters));
  }
  for (const [name, value] of scope.fields) {
    if (!fields.has(name) && isChosen(name, patterns)) fields.set(name, value);
  }
  return {
    fields,
    aliases: new Map(),
    rest: restOf(patterns, scope, context),
    hidden: new Set(fields.keys()),
  };
}

function knownValues(patterns: readonly FieldPattern[], scope: Scope, context: Context): Value[] {
  const values: Value[] = [];
  for (const pattern of patterns) {
    if (pattern.prefix) {
      for (const [name, value] of scope.fields) if (name.startsWith(pattern.name)) values.push(value);
    } else {
      values.push(lookUp(scope, pattern.name, context.parameters));
    }
  }
  return values.length === 0 && patterns.length > 0 ? [EMPTY] : values;
}

function restOf(patterns: readonly FieldPattern[], scope: Scope, context: Context): string {
  const prefixes = patterns.filter(({ prefix }) => prefix);
  if (prefixes.length === 0 || scope.rest === '') return '';
  const hidden = context.parameters.texts([...scope.hidden]);
  return `mapFilter((k, v) -> ${chosenCondition(prefixes, context)} AND NOT has(${hidden}, k), ${scope.rest})`;
}

/** The order of values: numbers by their size, then texts. */
function rank(sql: string): string {
  return `(isNull(lb_number(${sql})), ifNull(lb_number(${sql}), 0), ${sql})`;
}

function arrayed(name: string): string {
  const [, base = name, parameters = ''] = /^(\w+?)(\(.*\))?$/.exec(name) ?? [];
  // The combinator OrNull stands last.
  const orNull = base.endsWith('OrNull');
  return `${orNull ? base.slice(0, -'OrNull'.length) : base}Array${orNull ? 'OrNull' : ''}${parameters}`;
}
