import { LogboomError, reasonOf } from '@logboom/core';
import { ClientError } from '../error.ts';

export interface ClientOptions {
  /** Where the server is. @default the origin of the page in a browser, else 'http://127.0.0.1:8888' */
  url?: string;
  /** Headers of every request: `{ authorization: 'Bearer TOKEN' }`. */
  headers?: Record<string, string>;
}

/** The way to one server: every request of the client goes through it. */
export class Connection {
  readonly url: string;
  readonly #headers: Record<string, string>;

  constructor({ url = defaultUrl(), headers = {} }: ClientOptions = {}) {
    this.url = url.replace(/\/+$/, '');
    this.#headers = headers;
  }

  /**
   * An answer that is a success.
   *
   * @throws ClientError when the server answers with an error
   * @throws LogboomError LB_SERVER_UNREACHABLE when none answers
   */
  async request(path: string, init: RequestInit): Promise<Response> {
    const response = await this.#fetch(path, init);
    if (response.ok) return response;
    throw new ClientError(response.status, await response.text(), response.headers.get('retry-after'));
  }

  /** As {@link request}, for answers that are read as they arrive. */
  async stream(
    path: string,
    init: RequestInit,
  ): Promise<{ body: ReadableStream<Uint8Array>; headers: Headers }> {
    const { body, headers } = await this.request(path, init);
    // Only answers without a body have none: 204, HEAD.
    return { body: body ?? new Blob().stream(), headers };
  }

  /** The parts of an answer; where they break off, in our words. */
  async *guarded<Part>(
    parts: AsyncIterable<Part>,
    signal: AbortSignal | null | undefined,
  ): AsyncGenerator<Part> {
    try {
      yield* parts;
    } catch (cause) {
      throw this.broken(cause, signal);
    }
  }

  /** What went wrong while an answer was read, in our words. */
  broken(cause: unknown, signal: AbortSignal | null | undefined): unknown {
    if (signal?.aborted || !(cause instanceof TypeError)) return cause;
    const reason = reasonOf(cause.cause ?? cause);
    return new LogboomError('LB_ANSWER_BROKEN', { url: this.url, reason }, { cause });
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.url + path, { ...init, headers: { ...this.#headers, ...init.headers } });
    } catch (cause) {
      if (init.signal?.aborted || !(cause instanceof TypeError)) throw cause;
      const reason = reasonOf(cause.cause ?? cause);
      throw new LogboomError('LB_SERVER_UNREACHABLE', { url: this.url, reason }, { cause });
    }
  }
}

function defaultUrl(): string {
  const { location } = globalThis as { location?: { origin: string } };
  return location?.origin ?? 'http://127.0.0.1:8888';
}
