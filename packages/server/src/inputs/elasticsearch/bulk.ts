import { type Draft, LogboomError, normalizeJson, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { LineSplitter } from '../lines/line-splitter.ts';
import type { Report } from '../report.ts';

/** What a line of a bulk request asks for. */
interface Action {
  /** index, create, update or delete. */
  operation: string;
  index: string;
  /** Empty where the sender leaves it to us. */
  id: string;
}

const OPERATIONS = new Set(['index', 'create', 'update', 'delete']);

/** Ids that we give: only their being different counts. */
let lastId = Date.now();

/**
 * Reads a bulk request as it arrives, action and document in turn
 * (elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk), and makes its answer, items in their order.
 */
export class BulkReader {
  readonly #batch: Batch;
  readonly #report: Report;
  readonly #index: string;
  readonly #splitter: LineSplitter;
  #line = 0;
  #action: Action | undefined;
  /** The last action line: most senders repeat it for every document. */
  #lastBytes: Buffer = Buffer.alloc(0);
  #lastAction: Action | undefined;
  #items = '';

  /** @param index the index of actions that name none */
  constructor(batch: Batch, report: Report, index: string, limit: number) {
    this.#batch = batch;
    this.#report = report;
    this.#index = index;
    this.#splitter = new LineSplitter(limit);
  }

  /** @throws LogboomError LB_BODY_INVALID when an action cannot be read: what follows has no meaning then */
  push(chunk: Buffer): void {
    this.#splitter.push(chunk, (line) => this.#take(line));
  }

  /** The answer, to be sent once the batch is durable. */
  end(took: number): string {
    const rest = this.#splitter.take();
    if (rest !== undefined) this.#take(rest);
    if (this.#action !== undefined) {
      throw new LogboomError('LB_BODY_INVALID', { reason: 'the last action has no document' });
    }
    return `{"took":${Math.round(took)},"errors":${this.#report.rejected > 0},"items":[${this.#items}]}`;
  }

  #take(line: Buffer): void {
    this.#line++;
    if (this.#action !== undefined) {
      const action = this.#action;
      this.#action = undefined;
      return this.#document(line, action);
    }
    if (line.length === 0) return;
    const action = this.#actionOf(line);
    if (action.operation === 'delete') return this.#refuse(action, unsupported(action.operation));
    this.#action = action;
  }

  #actionOf(line: Buffer): Action {
    if (this.#lastAction !== undefined && line.equals(this.#lastBytes)) return this.#lastAction;
    const action = parseAction(line.toString(), this.#index, this.#line);
    this.#lastBytes = Buffer.from(line);
    this.#lastAction = action;
    return action;
  }

  #document(line: Buffer, action: Action): void {
    if (action.operation === 'update') return this.#refuse(action, unsupported(action.operation));
    try {
      fillDocument(line.toString(), action.index, action.id, this.#batch.draft());
      this.#batch.add();
    } catch (error) {
      return this.#refuse(action, error);
    }
    this.#report.accepted++;
    this.#item(
      action,
      `"_version":1,"result":"created","_shards":{"total":1,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1,"status":201`,
    );
  }

  #refuse(action: Action, error: unknown): void {
    this.#report.refuse(this.#line, error);
    const type =
      LogboomError.is(error) && error.code === 'LB_RECORD_TOO_LARGE'
        ? 'illegal_argument'
        : 'document_parsing';
    const status = LogboomError.is(error) ? error.status : 400;
    const reason = JSON.stringify(reasonOf(error));
    this.#item(action, `"status":${status},"error":{"type":"${type}_exception","reason":${reason}}`);
  }

  #item({ operation, index, id }: Action, rest: string): void {
    const separator = this.#items === '' ? '' : ',';
    const given = id === '' ? `"${(++lastId).toString(36)}"` : JSON.stringify(id);
    this.#items += `${separator}{"${operation}":{"_index":${JSON.stringify(index)},"_id":${given},${rest}}}`;
  }
}

/** Fills a draft from a document; the index, and an id that the sender gave, stay as attributes. */
export function fillDocument(text: string, index: string, id: string, draft: Draft): void {
  normalizeJson(text, draft);
  if (index !== '') draft.attribute('_index', index);
  if (id !== '') draft.attribute('_id', id);
}

function parseAction(text: string, index: string, line: number): Action {
  const malformed = (reason: string): LogboomError =>
    new LogboomError('LB_BODY_INVALID', { reason: `malformed action in line ${line}: ${reason}` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(reasonOf(cause));
  }
  const [operation, target] =
    typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : [];
  if (operation === undefined || !OPERATIONS.has(operation)) {
    throw malformed('it is none of index, create, update and delete');
  }
  const named = (typeof target === 'object' && target !== null ? target : {}) as Record<string, unknown>;
  return { operation, index: String(named._index ?? index), id: String(named._id ?? '') };
}

function unsupported(operation: string): LogboomError {
  return new LogboomError('LB_RECORD_INVALID', {
    reason: `records are only ever added: ${operation} is not possible, use create or index`,
  });
}
