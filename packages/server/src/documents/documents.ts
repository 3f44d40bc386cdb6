import { LogboomError } from '@logboom/core';
import type { Store } from '../store/store.ts';
import type { Document, DocumentKind } from './schema.ts';
import { DOCUMENTS } from './table.ts';

/** What a change expects to find: a version, `none` for nothing yet; without it any version will do. */
export type Expected = number | 'none' | undefined;

interface Row {
  id: string;
  version: number;
  /** Milliseconds since 1970. */
  updated: number;
  body: string;
  deleted: number;
}

const SELECT = `SELECT id, version, toFloat64(toUnixTimestamp64Milli(updated)) AS updated, body, deleted
FROM ${DOCUMENTS} FINAL WHERE kind = {kind:String}`;

/** The change came too late: `current` is what there is by now, undefined when it was removed. */
export class DocumentConflict extends LogboomError {
  readonly current: Document | undefined;

  constructor({ name }: DocumentKind, id: string, current: Document | undefined) {
    const state = current === undefined ? 'removed' : `changed, and is at version ${current.version}`;
    super('LB_DOCUMENT_CONFLICT', { kind: name, id, state });
    this.current = current;
  }
}

/**
 * Documents by kind and id, in the store, so every node that shares the store has the same. Changes through one
 * node follow each other; of two nodes that change one document in the same moment the last wins.
 */
export class Documents {
  readonly #store: Store;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  /** All of a kind, in the order of their ids. @throws LogboomError LB_STORE_UNAVAILABLE */
  async list(kind: DocumentKind): Promise<Document[]> {
    const rows = await this.#store.rows<Row>(`${SELECT} AND NOT deleted ORDER BY id`, { kind: kind.name });
    return rows.map(documentOf);
  }

  /** @throws LogboomError LB_DOCUMENT_UNKNOWN, LB_STORE_UNAVAILABLE */
  async read(kind: DocumentKind, id: string): Promise<Document> {
    const row = await this.#row(kind, id);
    if (row === undefined || row.deleted === 1) throw unknown(kind, id);
    return documentOf(row);
  }

  /**
   * Makes or changes one; it is on disk when this is fulfilled.
   *
   * @throws LogboomError LB_DOCUMENT_CONFLICT (a {@link DocumentConflict}), LB_DOCUMENTS_FULL, LB_STORE_UNAVAILABLE
   */
  write(kind: DocumentKind, id: string, body: unknown, expected?: Expected): Promise<Document> {
    return this.#inTurn(async () => {
      const row = await this.#row(kind, id);
      const current = row === undefined || row.deleted === 1 ? undefined : documentOf(row);
      expect(kind, id, current, expected);
      if (current === undefined && (await this.#count(kind)) >= kind.count) {
        throw new LogboomError('LB_DOCUMENTS_FULL', { kind: kind.name, limit: kind.count });
      }
      const version = (row?.version ?? 0) + 1;
      await this.#insert({ kind: kind.name, id, version, body: JSON.stringify(body) });
      return this.read(kind, id);
    });
  }

  /** @throws LogboomError LB_DOCUMENT_UNKNOWN, LB_DOCUMENT_CONFLICT, LB_STORE_UNAVAILABLE */
  remove(kind: DocumentKind, id: string, expected?: Expected): Promise<void> {
    return this.#inTurn(async () => {
      const current = await this.read(kind, id);
      expect(kind, id, current, expected);
      await this.#insert({ kind: kind.name, id, version: current.version + 1, body: '', deleted: 1 });
    });
  }

  async #row(kind: DocumentKind, id: string): Promise<Row | undefined> {
    const rows = await this.#store.rows<Row>(`${SELECT} AND id = {id:String}`, { kind: kind.name, id });
    return rows[0];
  }

  async #count(kind: DocumentKind): Promise<number> {
    const query = `SELECT toFloat64(count()) AS count FROM ${DOCUMENTS} FINAL
      WHERE kind = {kind:String} AND NOT deleted`;
    const rows = await this.#store.rows<{ count: number }>(query, { kind: kind.name });
    return rows[0]?.count ?? 0;
  }

  async #insert(row: object): Promise<void> {
    try {
      await this.#store.client.insert({
        table: DOCUMENTS,
        values: [row],
        format: 'JSONEachRow',
        clickhouse_settings: { async_insert: 0 },
      });
    } catch (cause) {
      throw this.#store.failure(cause);
    }
  }

  #inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(change);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function documentOf({ id, version, updated, body }: Row): Document {
  return { id, version, updated: new Date(updated).toISOString(), body: JSON.parse(body) };
}

function expect(kind: DocumentKind, id: string, current: Document | undefined, expected: Expected): void {
  if (expected === undefined || expected === (current?.version ?? 'none')) return;
  throw new DocumentConflict(kind, id, current);
}

function unknown({ name, path }: DocumentKind, id: string): LogboomError {
  return new LogboomError('LB_DOCUMENT_UNKNOWN', { kind: name, id, path });
}
