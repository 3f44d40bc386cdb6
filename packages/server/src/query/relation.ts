import type { Context } from './context.ts';
import { closedScope, type Scope } from './scope.ts';
import type { Value } from './value.ts';

/** An expression that rows are ordered by. */
export interface OrderKey {
  sql: string;
  descending: boolean;
}

interface Parts {
  from: string;
  where: readonly string[];
  scope: Scope;
  /** Empty if any order will do. */
  order: readonly OrderKey[];
  limit: number | null;
  offset: number;
  limitBy: string;
}

/**
 * A SELECT that is being built: where rows come from, what selects them, their order, and the fields that a
 * row has. It never changes; each step gives a new one. A step that the present SELECT cannot take, such as a
 * condition after a limit, wraps it into a subselect.
 */
export class Relation {
  readonly #parts: Parts;
  readonly #context: Context;

  constructor(context: Context, parts: Pick<Parts, 'from' | 'scope'> & Partial<Parts>) {
    this.#context = context;
    this.#parts = { where: [], order: [], limit: null, offset: 0, limitBy: '', ...parts };
  }

  get scope(): Scope {
    return this.#parts.scope;
  }

  get order(): readonly OrderKey[] {
    return this.#parts.order;
  }

  #with(parts: Partial<Parts>): Relation {
    return new Relation(this.#context, { ...this.#parts, ...parts });
  }

  get #isCut(): boolean {
    const { limit, offset, limitBy } = this.#parts;
    return limit !== null || offset > 0 || limitBy !== '';
  }

  /** With other fields; the rows stay. */
  withScope(scope: Scope): Relation {
    return this.#with({ scope });
  }

  /** Only the rows of which a condition holds; it is built over the scope of the relation that it is given. */
  where(condition: (scope: Scope) => string): Relation {
    const base = this.#isCut ? this.wrap() : this;
    const sql = condition(base.scope);
    return sql === '1' ? base : base.#with({ where: [...base.#parts.where, sql] });
  }

  /** In another order. */
  ordered(keys: (scope: Scope) => OrderKey[]): Relation {
    const base = this.#isCut ? this.wrap() : this;
    return base.#with({ order: keys(base.scope) });
  }

  limited(count: number): Relation {
    const { limit, limitBy } = this.#parts;
    if (limitBy !== '') return this.wrap().limited(count);
    return this.#with({ limit: limit === null ? count : Math.min(limit, count) });
  }

  skipped(count: number): Relation {
    const { limit, limitBy, offset } = this.#parts;
    if (limit !== null || limitBy !== '') return this.wrap().skipped(count);
    return this.#with({ offset: offset + count });
  }

  /** `LIMIT ... BY`: so many rows of each group. `by` is an expression over this relation. */
  limitedBy(clause: string): Relation {
    return this.#with({ limitBy: clause });
  }

  /** The text of a SELECT of these columns, with the order only if asked or if a limit needs it. */
  select(columns: readonly string[], { groupBy = '', keepOrder = false } = {}): string {
    const { from, where, order, limit, offset, limitBy } = this.#parts;
    const needsOrder = order.length > 0 && (keepOrder || this.#isCut);
    return [
      `SELECT ${columns.length === 0 ? '1' : columns.join(', ')}`,
      `FROM ${from}`,
      where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`,
      groupBy === '' ? '' : `GROUP BY ${groupBy}`,
      needsOrder ? `ORDER BY ${order.map(orderSql).join(', ')}` : '',
      limitBy,
      limit === null ? '' : `LIMIT ${limit}`,
      offset === 0 ? '' : `OFFSET ${offset}`,
    ]
      .filter((part) => part !== '')
      .join(' ');
  }

  /**
   * The same rows and fields as a subselect, each field a plain column, so that expressions are computed once.
   * `extras` are further columns (`expression AS name`), which the next step may use by their names.
   */
  wrap(extras: readonly string[] = []): Relation {
    const columns: string[] = [...extras];
    const fields = new Map<string, Value>();
    for (const [name, value] of this.scope.fields) {
      const column = this.#context.name('c');
      columns.push(`${value.sql} AS ${column}`);
      fields.set(name, { kind: value.kind, sql: column });
    }
    let rest = '';
    if (this.scope.rest !== '') {
      rest = this.#context.name('r');
      columns.push(`${this.scope.rest} AS ${rest}`);
    }
    const order = this.order.map(({ sql, descending }) => {
      const column = this.#context.name('k');
      columns.push(`${sql} AS ${column}`);
      return { sql: column, descending };
    });
    const scope = { ...this.scope, fields, rest };
    return new Relation(this.#context, { from: `(${this.select(columns)})`, scope, order });
  }

  /** With a join after the source; it must be a fresh subselect. */
  joined(clause: string): Relation {
    return this.#with({ from: `${this.#parts.from} AS ${this.#context.name('t')} ${clause}` });
  }

  /** Groups rows. Each key and each aggregate becomes a field; any order is lost. */
  aggregated(
    keys: readonly (readonly [string, Value])[],
    aggregates: readonly (readonly [string, Value])[],
  ): Relation {
    const base: Relation = this.#isCut ? fail() : this;
    const columns: string[] = [];
    const fields: [string, Value][] = [];
    const grouped: string[] = [];
    for (const [name, value] of keys) {
      const column = this.#context.name('g');
      columns.push(`${value.sql} AS ${column}`);
      grouped.push(column);
      fields.push([name, { kind: value.kind, sql: column }]);
    }
    for (const [name, value] of aggregates) {
      const column = this.#context.name('a');
      columns.push(`${value.sql} AS ${column}`);
      fields.push([name, { kind: value.kind, sql: column }]);
    }
    const from = `(${base.select(columns, { groupBy: grouped.join(', ') })})`;
    return new Relation(this.#context, { from, scope: closedScope(fields) });
  }

  /** This relation, or itself as a subselect if a limit must act before what comes next. */
  settled(): Relation {
    return this.#isCut ? this.wrap() : this;
  }
}

function fail(): never {
  throw new Error('aggregated() needs a settled relation');
}

function orderSql({ sql, descending }: OrderKey): string {
  return descending ? `${sql} DESC` : sql;
}
