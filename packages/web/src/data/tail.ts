import { ApiError, errorOf } from './api-error.ts';
import { queryOrAll } from './query.ts';
import { noteAway, noteReached } from './reach.ts';
import { EventDecoder } from './sse.ts';

export type TailState = 'connecting' | 'open' | 'waiting' | 'refused' | 'closed';

export interface TailListener {
  /** Records as JSON texts, oldest first. */
  records(texts: string[]): void;
  /** Records that the server did not send because this page was slow. */
  skipped(count: number): void;
  /** `again` tells a reconnect from the first opening. */
  opened(again: boolean): void;
  state(state: TailState, error: ApiError | undefined): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Heartbeats come more often than this: a silent connection is a dead one. */
const SILENCE_MS = 60_000;

/**
 * Follows `GET /api/v1/tail` and reconnects with growing waits until the signal aborts. A refused query
 * (4xx) is not tried again: it would be refused again.
 */
export async function followTail(query: string, listener: TailListener, signal: AbortSignal): Promise<void> {
  const url = `/api/v1/tail?${new URLSearchParams({ query: queryOrAll(query) })}`;
  let wait = FIRST_WAIT_MS;
  let opened = false;
  while (!signal.aborted) {
    listener.state('connecting', undefined);
    try {
      await readOnce(url, listener, signal, () => {
        noteReached();
        listener.state('open', undefined);
        listener.opened(opened);
        opened = true;
        wait = FIRST_WAIT_MS;
      });
      listener.state('waiting', new ApiError('The server closed the connection.', 0));
    } catch (error) {
      if (signal.aborted) break;
      const known = error instanceof ApiError ? error : new ApiError('The server cannot be reached.', 0);
      if (known.status === 0) noteAway();
      const final = known.status >= 400 && known.status < 500 && known.status !== 429;
      listener.state(final ? 'refused' : 'waiting', known);
      if (final) return;
    }
    await pause(wait * (0.75 + Math.random() / 2), signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
  listener.state('closed', undefined);
}

async function readOnce(
  url: string,
  listener: TailListener,
  signal: AbortSignal,
  open: () => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok) throw await errorOf(response);
    if (response.body === null) return;
    open();
    const decoder = new EventDecoder();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      deliver(decoder, part.value, listener);
    }
  } finally {
    clearTimeout(timer);
  }
}

function deliver(decoder: EventDecoder, chunk: string, listener: TailListener): void {
  const texts: string[] = [];
  for (const { event, data } of decoder.push(chunk)) {
    if (event === 'log') texts.push(data);
    else if (event === 'skipped') listener.skipped(countOf(data));
  }
  if (texts.length > 0) listener.records(texts);
}

function countOf(data: string): number {
  const value: unknown = JSON.parse(data);
  const count =
    typeof value === 'object' && value !== null && 'count' in value ? Number(value.count) : Number(value);
  return Number.isFinite(count) ? count : 0;
}

/** Waits, but less when the signal aborts or the browser says that the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    globalThis.addEventListener?.('online', done);
  });
}
