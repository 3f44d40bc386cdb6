import type { Agent, IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** An answer to a POST. */
export interface Posted {
  status: number;
  /** Seconds or a date (RFC 9110, Retry-After). */
  retryAfter: string | undefined;
  /** At most {@link MAX_ANSWER} characters. */
  body: string;
}

const MAX_ANSWER = 256 * 1024;

/** Keeps connections between requests. `node:http` and `node:https` are loaded when they are first used. */
export class HttpPoster {
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #request: typeof import('node:http').request;

  constructor(url: URL) {
    this.#url = url;
    const { Agent, request } = process.getBuiltinModule(
      url.protocol === 'https:' ? 'node:https' : 'node:http',
    );
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#request = request;
  }

  /** @throws Error of the network, or of the signal */
  async post(headers: OutgoingHttpHeaders, body: Buffer, signal: AbortSignal): Promise<Posted> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const options = {
      method: 'POST',
      agent: this.#agent,
      headers: { ...headers, 'content-length': body.length },
      signal,
    };
    this.#request(this.#url, options, resolve).on('error', reject).end(body);
    const response = await promise;
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      if (text.length < MAX_ANSWER) text += String(chunk).slice(0, MAX_ANSWER - text.length);
    }
    return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: text };
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The milliseconds that Retry-After asks for, at most an hour. */
export function retryAfterMs(value: string | undefined): number {
  if (value === undefined) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) * 1000 : 0;
}
