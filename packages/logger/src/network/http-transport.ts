import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { type Batch, linesOf } from '../delivery/batch.ts';
import type { Connection, ConnectionEvents, Refusal, Transport } from '../delivery/transport.ts';
import { refusedOf } from './answers.ts';
import { HttpPoster, type Posted, retryAfterMs } from './post.ts';

const compress = promisify(gzip);
/** Below this, compression costs more than it saves. */
const COMPRESS_FROM = 1024;

/** Makes the body of a request of formatted lines. */
export type BodyOf = (lines: string[]) => string;

export interface HttpTransportOptions {
  url: URL;
  headers: Readonly<Record<string, string>>;
  compress: boolean;
  contentType: string;
  /** Left out, the lines are sent as they are: NDJSON. */
  body: BodyOf | undefined;
  /** Milliseconds for one request. */
  timeout: number;
}

interface Outcome {
  count: number;
  examples: Refusal[];
}

/** The server asks for patience, or fails: the same request later may succeed. */
class Retryable extends Error {
  readonly after: number;

  constructor(posted: Posted) {
    super(`HTTP ${posted.status} ${posted.body.slice(0, 200)}`.trim());
    this.after = retryAfterMs(posted.retryAfter);
  }
}

/** One request a batch, one after the other, so that order is kept. `Idempotency-Key` makes a retry harmless. */
export class HttpTransport implements Transport {
  readonly target: string;
  readonly #options: HttpTransportOptions;
  readonly #poster: HttpPoster;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    this.#poster = new HttpPoster(options.url);
    this.target = `${options.url.protocol}//${options.url.host}${options.url.pathname}`;
  }

  open(client: string, events: ConnectionEvents): Connection {
    return new HttpConnection(this.#options, this.#poster, client, events);
  }
}

class HttpConnection implements Connection {
  readonly window = 1;
  readonly #options: HttpTransportOptions;
  readonly #poster: HttpPoster;
  readonly #client: string;
  readonly #events: ConnectionEvents;
  readonly #abort = new AbortController();

  constructor(options: HttpTransportOptions, poster: HttpPoster, client: string, events: ConnectionEvents) {
    this.#options = options;
    this.#poster = poster;
    this.#client = client;
    this.#events = events;
    queueMicrotask(() => events.ready(0));
  }

  send(batch: Batch): void {
    void this.#send(batch);
  }

  /** A request keeps the process alive by itself, and an idle connection does not. */
  hold(): void {}

  async end(): Promise<void> {
    this.#poster.close();
  }

  destroy(): void {
    this.#abort.abort();
  }

  async #send(batch: Batch): Promise<void> {
    const outcome: Outcome = { count: 0, examples: [] };
    try {
      const content = batch.read();
      const body = this.#options.body;
      if (body === undefined) await this.#post(content, `${this.#client}-${batch.number}`, outcome, 1);
      else await this.#postLines(linesOf(batch), `${this.#client}-${batch.number}`, outcome, 1);
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      const after = error instanceof Retryable ? error.after : 0;
      this.#events.closed(error instanceof Error ? error : new Error(String(error)), after);
      return;
    }
    this.#events.delivered(batch.number, outcome);
  }

  #postLines(lines: string[], key: string, outcome: Outcome, first: number): Promise<void> {
    const { body } = this.#options;
    const text = body === undefined ? `${lines.join('\n')}\n` : body(lines);
    return this.#post(Buffer.from(text), key, outcome, first, lines);
  }

  async #post(
    content: Buffer,
    key: string,
    outcome: Outcome,
    first: number,
    lines?: string[],
  ): Promise<void> {
    const posted = await this.#request(content, key);
    if (posted.status >= 200 && posted.status < 300) return addRefused(outcome, posted);
    if (posted.status === 400 || posted.status === 422) {
      addRefused(outcome, posted);
      if (outcome.count > 0) return;
      const count = lines?.length ?? countLines(content);
      outcome.count += count;
      outcome.examples.push({ line: first, reason: posted.body.slice(0, 200) });
      return;
    }
    if (posted.status !== 413) throw new Retryable(posted);
    await this.#split(lines ?? splitLines(content), key, outcome, first);
  }

  /** Too large as a whole: halves, whose keys are the same whenever this happens again. */
  async #split(lines: string[], key: string, outcome: Outcome, first: number): Promise<void> {
    if (lines.length <= 1) {
      outcome.count++;
      outcome.examples.push({ line: first, reason: 'too large for the server (HTTP 413)' });
      return;
    }
    const half = lines.length >>> 1;
    await this.#postLines(lines.slice(0, half), `${key}.0`, outcome, first);
    await this.#postLines(lines.slice(half), `${key}.1`, outcome, first + half);
  }

  async #request(content: Buffer, key: string): Promise<Posted> {
    const { contentType, headers, timeout } = this.#options;
    const small = !this.#options.compress || content.length < COMPRESS_FROM;
    const body = small ? content : await compress(content, { level: constants.Z_BEST_SPEED });
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(timeout)]);
    return this.#poster.post(
      {
        'content-type': contentType,
        'idempotency-key': key,
        ...(small ? {} : { 'content-encoding': 'gzip' }),
        ...headers,
      },
      body,
      signal,
    );
  }
}

function addRefused(outcome: Outcome, posted: Posted): void {
  if (!posted.body.startsWith('{')) return;
  try {
    const refused = refusedOf(JSON.parse(posted.body) as Record<string, unknown>);
    outcome.count += refused?.count ?? 0;
    outcome.examples.push(...(refused?.examples ?? []));
  } catch {
    // An answer that is no JSON says nothing about single lines.
  }
}

function countLines(content: Buffer): number {
  return splitLines(content).length;
}

function splitLines(content: Buffer): string[] {
  return content.toString().split('\n').slice(0, -1);
}
