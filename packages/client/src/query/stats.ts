import type { Filter, StatsFunction, StatsName } from '@logboom/logsql';
import type { FieldName } from './fields.ts';

/** One result of `stats()`: a column of the answer, with its name and the type of its values. */
export class Stat<Name extends string, Value> {
  readonly name: Name;
  /** Reads the value from the text of an answer; the text of nothing is empty. */
  readonly decode: (text: string) => Value;
  readonly #function: Omit<StatsFunction, 'as'>;

  /** Use {@link count}, {@link sum} and their like. */
  constructor(name: Name, made: Omit<StatsFunction, 'as'>, decode: (text: string) => Value) {
    this.name = name;
    this.#function = made;
    this.decode = decode;
  }

  /** The name of the result, which without this is that of the function. */
  as<const Other extends string>(name: Other): Stat<Other, Value> {
    return new Stat(name, this.#function, this.decode);
  }

  /** Counts only records that pass a filter. */
  if(condition: Filter): Stat<Name, Value> {
    return new Stat(this.name, { ...this.#function, condition }, this.decode);
  }

  /** @internal */
  toFunction(): StatsFunction {
    return { ...this.#function, as: this.name };
  }
}

/** How many records; with fields, those in which any of them has a value. */
export const count = (...fields: FieldName[]) => stat('count', fields, Number);

/** How many different values. */
export const countUniq = (...fields: [FieldName, ...FieldName[]]) => stat('count_uniq', fields, Number);

/** Functions of numbers; values that are none are passed over, and of none at all the result is NaN. */
export const sum = (field: FieldName) => stat('sum', [field], numberOf);
export const avg = (field: FieldName) => stat('avg', [field], numberOf);
export const median = (field: FieldName) => stat('median', [field], numberOf);
/** @param phi from 0 to 1: `quantile(0.99, 'duration_ms')` */
export const quantile = (phi: number, field: FieldName) =>
  new Stat('quantile', made('quantile', [field], String(phi)), numberOf);

/** The least and the greatest value, of numbers or else of texts; empty if there is none. */
export const min = (field: FieldName) => stat('min', [field], String);
export const max = (field: FieldName) => stat('max', [field], String);

/** The different values. */
export const uniqValues = (field: FieldName) => stat('uniq_values', [field], listOf);

/** Records a second, over the time that the query asks for. */
export const rate = () => stat('rate', [], numberOf);

function stat<const Name extends StatsName, Value>(
  name: Name,
  fields: string[],
  decode: (text: string) => Value,
): Stat<Name, Value> {
  return new Stat(name, made(name, fields, ''), decode);
}

function made(name: StatsName, fields: string[], argument: string): Omit<StatsFunction, 'as'> {
  const patterns = fields.map((field) => ({ name: field, prefix: false }));
  return { name, argument, fields: patterns, limit: null, condition: null };
}

function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function listOf(text: string): string[] {
  const list: unknown = text === '' ? [] : JSON.parse(text);
  return Array.isArray(list) ? list.map(String) : [];
}
