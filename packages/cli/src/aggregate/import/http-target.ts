import { setTimeout as sleep } from 'node:timers/promises';
import { LogboomError, reasonOf } from '@logboom/core';
import type { BatchFormat } from './batch.ts';
import type { Stored, Target } from './target.ts';

/** How long a server may be away before an import gives up. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

interface Answer {
  accepted: number;
  rejected: number;
  errors: { line: number; reason: string }[];
}

/** A running server. */
export class HttpTarget implements Target {
  readonly name: string;
  readonly identity: string;
  readonly format: BatchFormat = { kind: 'json' };
  readonly #signal: AbortSignal;

  /** @param identity of the state file: the data directory of a server on this machine, else its URL */
  constructor(url: string, identity: string, signal: AbortSignal) {
    this.name = url;
    this.identity = identity;
    this.#signal = signal;
  }

  /** A request that fails is sent again under its key: it is stored once whatever happened to the first one. */
  async send(_rows: number, bytes: Uint8Array<ArrayBuffer>, key: string): Promise<Stored> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const outcome = await this.#post(bytes, key);
      if (typeof outcome === 'object') return outcome;
      if (Date.now() > deadline || this.#signal.aborted) {
        throw new LogboomError('LB_STORE_UNAVAILABLE', { reason: `${this.name}: ${outcome}` });
      }
      await sleep(RETRY_MS, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }

  pendingBytes(): number {
    return 0;
  }

  async close(): Promise<void> {}

  /** @returns why it must be tried again, as text */
  async #post(body: Uint8Array<ArrayBuffer>, key: string): Promise<Stored | string> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.name}/api/v1/logs`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': key },
      });
      text = await response.text();
    } catch (error) {
      return reasonOf(error instanceof Error ? (error.cause ?? error) : error);
    }
    const { status } = response;
    if (status === 429 || status === 409 || status >= 500) return `${status} ${text.slice(0, 300)}`;
    const answer = answerOf(text);
    if (answer === undefined)
      throw new LogboomError('LB_REQUEST_INVALID', { reason: `${status} ${text.slice(0, 300)}` });
    const { accepted, rejected, errors } = answer;
    const reason = errors[0]?.reason;
    return reason === undefined ? { accepted, rejected } : { accepted, rejected, reason };
  }
}

/** An answer to records; undefined for any other, which is an error of the whole request. */
function answerOf(text: string): Answer | undefined {
  try {
    const value = JSON.parse(text) as Partial<Answer>;
    if (typeof value.accepted !== 'number' || typeof value.rejected !== 'number') return undefined;
    return { accepted: value.accepted, rejected: value.rejected, errors: value.errors ?? [] };
  } catch {
    return undefined;
  }
}
