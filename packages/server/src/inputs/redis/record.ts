import type { Draft } from '@logboom/core';
import { PayloadReader } from '../outward/text.ts';
import { completeRedisLog } from './python-redis-log.ts';

/** What Redis calls the thing that a record came through. */
export type RedisKind = 'channel' | 'list' | 'stream';

/** Fills drafts from what Redis brings. */
export class RedisRecords {
  readonly #payloads = new PayloadReader();

  /** Fills a draft from a message of a channel or an element of a list. */
  fill(text: string, kind: RedisKind, name: string, draft: Draft): void {
    const isJson = this.#payloads.fill(text, draft);
    if (isJson && text.includes('"line_no"')) completeRedisLog(JSON.parse(text) as object, draft);
    finish(kind, name, draft);
  }

  /**
   * Fills a draft from the fields of an entry of a stream. A single field that holds JSON is the record; else
   * the fields are.
   */
  fillEntry(fields: readonly string[], id: string, name: string, draft: Draft): void {
    if (fields.length === 2 && fields[1]!.charCodeAt(0) === 123) this.fill(fields[1]!, 'stream', name, draft);
    else {
      const object: Record<string, string> = {};
      for (let i = 0; i + 1 < fields.length; i += 2) object[fields[i]!] = fields[i + 1]!;
      this.#payloads.fill(JSON.stringify(object), draft);
      finish('stream', name, draft);
    }
    // An id begins with the server's time in ms.
    const ms = Number(id.slice(0, id.indexOf('-')));
    if (Number.isNaN(draft.ms) && ms > 0) draft.ms = ms;
  }
}

function finish(kind: RedisKind, name: string, draft: Draft): void {
  if (draft.service === '') draft.service = name;
  draft.attribute(`redis.${kind}`, name);
}
