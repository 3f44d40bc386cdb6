import type { LogRecord } from '@logboom/core';
import { chunksOf } from '../http/chunks.ts';
import type { Connection } from '../http/connection.ts';
import { readEvents } from '../http/events.ts';

/** A server that has said nothing for so long is gone: it sends a comment every ten seconds. */
const SILENCE_MS = 35_000;
/** So many records may wait for whoever reads; then the server is left to count what it skips. */
const WAITING_MAX = 50_000;

export interface LiveOptions {
  /** LogsQL, a filter. */
  query: string;
  /** The place where an earlier connection ended, if the server named it. */
  lastEventId: string;
  onSkipped: ((count: number) => void) | undefined;
  signal: AbortSignal | undefined;
}

/** One connection of a tail. It takes in what arrives from its opening on, also before anybody reads. */
export class Live {
  /** When the server opened it, by the server's clock to the second; ms since 1970. */
  readonly opened: number;
  /** The id of the last record that the server had when it opened it; empty if it does not say. */
  readonly place: string;
  /** The place of the last record that was read; empty if the server names none. */
  lastEventId: string;
  readonly #waiting: { record: LogRecord; id: string }[] = [];
  readonly #stop: AbortController;
  #ended = false;
  #failure: unknown;
  /** Wakes whoever waits: a reader for records, or the pump for room. */
  #wake: () => void = () => undefined;

  private constructor(headers: Headers, lastEventId: string, stop: AbortController) {
    const date = Date.parse(headers.get('date') ?? '');
    this.opened = Number.isNaN(date) ? Date.now() : date;
    this.place = headers.get('x-logboom-place') ?? '';
    this.lastEventId = lastEventId;
    this.#stop = stop;
  }

  /** @throws ClientError, LogboomError LB_SERVER_UNREACHABLE */
  static async open(connection: Connection, options: LiveOptions): Promise<Live> {
    const { query, lastEventId, signal } = options;
    const stop = new AbortController();
    const path = `/api/v1/tail?${new URLSearchParams({ query })}`;
    const { body, headers } = await connection.stream(path, {
      headers: { accept: 'text/event-stream', ...(lastEventId !== '' && { 'last-event-id': lastEventId }) },
      signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    });
    const live = new Live(headers, lastEventId, stop);
    void live.#pump(body, options.onSkipped);
    return live;
  }

  /** What arrives, until the connection ends. @throws what ended it */
  async *records(): AsyncGenerator<LogRecord> {
    try {
      for (;;) {
        for (const { record, id } of this.#waiting.splice(0)) {
          this.lastEventId = id;
          yield record;
        }
        this.#wake();
        if (this.#waiting.length > 0) continue;
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#ended) return;
        await this.#woken();
      }
    } finally {
      this.close();
    }
  }

  /** Ends the connection. */
  close(): void {
    this.#stop.abort();
    this.#wake();
  }

  async #pump(body: ReadableStream<Uint8Array>, onSkipped: LiveOptions['onSkipped']): Promise<void> {
    try {
      for await (const { event, data, id } of readEvents(this.#heard(body))) {
        if (event === 'skipped') onSkipped?.((JSON.parse(data) as { count: number }).count);
        if (event !== 'log') continue;
        this.#waiting.push({ record: JSON.parse(data) as LogRecord, id });
        this.#wake();
        while (this.#waiting.length >= WAITING_MAX && !this.#stop.signal.aborted) await this.#woken();
      }
    } catch (error) {
      this.#failure = error;
    }
    this.#ended = true;
    this.#wake();
  }

  /** Chunks, for as long as they keep coming. */
  async *#heard(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    const silent = (): void => this.#stop.abort(new TypeError(`nothing came for ${SILENCE_MS / 1e3} s`));
    let timer = setTimeout(silent, SILENCE_MS);
    try {
      for await (const chunk of chunksOf(body)) {
        clearTimeout(timer);
        yield chunk;
        timer = setTimeout(silent, SILENCE_MS);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
