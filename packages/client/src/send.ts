import type { Connection } from './http/connection.ts';
import { mayPass, pause, waitBefore } from './http/retry.ts';

/** A record to send: any JSON object; the server finds time, level, message and service under their usual names. */
export type SentRecord = Record<string, unknown>;

export interface SendOptions {
  /**
   * Names the batch: sent twice under the same key it is stored once. Give one of your own to go on after a
   * restart; the server knows it for at least an hour.
   *
   * @default a new one for each call
   */
  key?: string;
  /** How often to try again. @default 8, about a minute */
  retries?: number;
  signal?: AbortSignal;
}

/** What became of a batch; a rejected record is named with its line (from 1) and the reason. */
export interface SendResult {
  accepted: number;
  rejected: number;
  errors: { line: number; reason: string }[];
}

const RETRIES = 8;

/** Posts a batch until it is acknowledged. @throws ClientError, LogboomError after the last try */
export async function sendBatch(
  connection: Connection,
  records: readonly SentRecord[],
  options: SendOptions,
): Promise<SendResult> {
  const { key = randomKey(), retries = RETRIES, signal = null } = options;
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': key },
    body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    signal,
  };
  for (let tried = 0; ; tried++) {
    try {
      return (await (await connection.request('/api/v1/logs', init)).json()) as SendResult;
    } catch (cause) {
      // What breaks on the way may have been stored: the key makes the repetition harmless.
      const error = connection.broken(cause, signal);
      if (!mayPass(error) || tried >= retries) throw error;
      await pause(waitBefore(tried, error), signal);
    }
  }
}

/** `crypto.randomUUID` is for pages of secure origins only. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
