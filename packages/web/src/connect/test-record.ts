import { request } from '../data/api-error.ts';
import { exactTerm } from '../data/filter-text.ts';
import { followTail } from '../data/tail.ts';

const PATIENCE_MS = 10_000;

/**
 * Sends a record over HTTP and watches for it on the live stream.
 *
 * @returns milliseconds from sending to seeing it
 * @throws ApiError when the server refuses it; Error when it does not come back in time
 */
export async function sendTestRecord(): Promise<number> {
  const mark = crypto.getRandomValues(new Uint32Array(2)).join('');
  const stop = new AbortController();
  const { promise: seen, resolve, reject } = Promise.withResolvers<number>();
  const timer = setTimeout(
    () => reject(new Error('The record was accepted, but did not come back in time.')),
    PATIENCE_MS,
  );
  let sentAt = 0;
  const send = async () => {
    sentAt = performance.now();
    const record = {
      level: 'info',
      service: 'logboom-page',
      message: 'A test record from the page',
      test: mark,
    };
    await request('/api/v1/logs', { method: 'POST', body: JSON.stringify(record) });
  };
  void followTail(
    exactTerm('test', mark),
    {
      opened: () => void send().catch(reject),
      records: () => resolve(performance.now() - sentAt),
      skipped: () => undefined,
      state: (state, error) => state === 'refused' && reject(error),
    },
    stop.signal,
  );
  try {
    return await seen;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
