import type { Comparison, Filter } from '@logboom/logsql';
import type { FieldName, Operand } from './fields.ts';
import { not, unlessEmpty } from './filter.ts';

/** How a text is looked for. */
export interface TextOptions {
  /** Whether `Error` is the same as `error`. @default false */
  ignoreCase?: boolean;
}

/**
 * A field of a record, to build filters with.
 *
 * @example
 * logs().where(field('level').is('error'), field('duration_ms').atLeast(500));
 */
export function field<const Name extends FieldName>(name: Name): Field<Name> {
  return new Field(name);
}

export class Field<Name extends string> {
  readonly name: Name;

  /** Use {@link field}. */
  constructor(name: Name) {
    this.name = name;
  }

  /** The whole value is this. */
  is(value: Operand<Name>): Filter {
    const text = String(value);
    return text === '' ? this.isEmpty() : { kind: 'exact', field: this.name, text };
  }

  isNot(value: Operand<Name>): Filter {
    return not(this.is(value));
  }

  /** The whole value is one of these. */
  in(...values: Operand<Name>[]): Filter {
    return { kind: 'in', field: this.name, values: values.map(String) };
  }

  /** The value begins with this text. */
  startsWith(text: string): Filter {
    return unlessEmpty({ kind: 'exact_prefix', field: this.name, text });
  }

  /** The value has this word or phrase, with no letter, digit or underscore beside it. */
  contains(text: string, { ignoreCase = false }: TextOptions = {}): Filter {
    return unlessEmpty({ kind: 'phrase', field: this.name, text, ignoreCase });
  }

  /** As {@link contains}, but the last word may go on: `tim` finds `timeout`. */
  containsPrefix(text: string, { ignoreCase = false }: TextOptions = {}): Filter {
    return unlessEmpty({ kind: 'prefix', field: this.name, text, ignoreCase });
  }

  /** The value has a part that fits a pattern in RE2 syntax. Of a `RegExp` the flags i, m and s are kept. */
  matches(pattern: string | RegExp): Filter {
    return { kind: 'regexp', field: this.name, pattern: sourceOf(pattern) };
  }

  /** Comparisons are of numbers where the operand is one (`10KiB` and `5m` are), else of texts. */
  above(value: Operand<Name>): Filter {
    return this.#compare('>', value);
  }

  atLeast(value: Operand<Name>): Filter {
    return this.#compare('>=', value);
  }

  below(value: Operand<Name>): Filter {
    return this.#compare('<', value);
  }

  atMost(value: Operand<Name>): Filter {
    return this.#compare('<=', value);
  }

  /** An IPv4 address of this network: `10.0.0.0/8`. */
  inNetwork(network: string): Filter {
    return { kind: 'ipv4_range', field: this.name, from: network, to: '' };
  }

  /** Two fields have the same value. */
  sameAs(other: FieldName): Filter {
    return { kind: 'eq_field', field: this.name, other };
  }

  /** The field has a value. */
  exists(): Filter {
    return { kind: 'any', field: this.name };
  }

  /** The field has no value, or is not there. */
  isEmpty(): Filter {
    return { kind: 'empty', field: this.name };
  }

  #compare(operator: Comparison, value: Operand<Name>): Filter {
    return { kind: 'compare', field: this.name, operator, value: String(value) };
  }
}

function sourceOf(pattern: string | RegExp): string {
  if (typeof pattern === 'string') return pattern;
  const flags = [...pattern.flags].filter((flag) => 'ims'.includes(flag)).join('');
  return flags === '' ? pattern.source : `(?${flags})${pattern.source}`;
}
