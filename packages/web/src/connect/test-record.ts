import { request } from '../data/api-error.ts';
import { followTail } from '../data/tail.ts';

const PATIENCE_MS = 10_000;

/** A record that went the whole way. */
export interface Arrival {
  /** From sending to seeing it. */
  milliseconds: number;
  /** A query that finds it. */
  query: string;
}

/**
 * Lets the server send a record to one of its listeners, as a sender of that protocol would, and watches for it on the
 * live stream.
 *
 * @param listener `http` for the paths of the input on the HTTP server
 * @throws ApiError when the listener refuses it; Error when it does not come back in time
 */
export async function sendTestRecord(input: string, listener: string): Promise<Arrival> {
  const mark = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
  const query = `"${mark}"`;
  const stop = new AbortController();
  const { promise: seen, resolve, reject } = Promise.withResolvers<Arrival>();
  const timer = setTimeout(
    () => reject(new Error('The record was sent, but did not come back in time.')),
    PATIENCE_MS,
  );
  let sentAt = 0;
  const send = async () => {
    sentAt = performance.now();
    await request(`/api/v1/inputs/${input}/${listener}/test?mark=${mark}`, { method: 'POST' });
  };
  void followTail(
    query,
    {
      opened: () => void send().catch(reject),
      records: () => resolve({ milliseconds: performance.now() - sentAt, query }),
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

/** The last part of a listener's key; what has none are the paths on the HTTP server. */
export function listenerOf(input: string, key: string): string {
  if (key.startsWith('inputs.')) return key.slice(key.lastIndexOf('.') + 1);
  // OTLP has a port of its own for HTTP, and the same paths on the HTTP server.
  return input === 'otlp' ? 'main' : 'http';
}
