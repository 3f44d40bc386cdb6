import { ClientError } from './error.ts';

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
const WAIT_MS = 250;
const WAIT_MAX_MS = 15_000;
/** The batch is still being written; too many; a proxy's troubles; not now. */
const RETRIED: ReadonlySet<number> = new Set([409, 429, 502, 503, 504]);

/** Posts a batch until it is acknowledged. @throws ClientError, or what `fetch` throws, after the last try */
export async function sendBatch(
  url: string,
  records: readonly SentRecord[],
  options: SendOptions,
): Promise<SendResult> {
  const { key = crypto.randomUUID(), retries = RETRIES, signal = null } = options;
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': key },
    body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    signal,
  };
  for (let tried = 0; ; tried++) {
    let wait = Math.min(WAIT_MS * 2 ** tried, WAIT_MAX_MS) * (0.5 + Math.random() / 2);
    try {
      const response = await fetch(`${url}/api/v1/logs`, init);
      if (response.ok) return (await response.json()) as SendResult;
      const error = new ClientError(response.status, await response.text());
      if (!RETRIED.has(response.status) || tried >= retries) throw error;
      wait = Math.max(wait, Number(response.headers.get('retry-after') ?? 0) * 1e3);
    } catch (error) {
      // What breaks on the way may have been stored: the key makes the repetition harmless.
      if (error instanceof ClientError || signal?.aborted || tried >= retries) throw error;
    }
    await pause(wait, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
