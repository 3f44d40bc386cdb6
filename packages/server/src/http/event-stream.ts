import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WatcherOutput } from '../live/hub.ts';

const HEARTBEAT_MS = 10_000;

/**
 * A response of Server-Sent Events (HTML Living Standard, section 9.2), as an output of the tail hub. It
 * ends when the client goes away; a comment every ten seconds keeps proxies from ending it before.
 */
export class EventStream implements WatcherOutput {
  readonly #reply: FastifyReply;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #onSkipped: ((count: number) => string) | undefined;

  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    options: {
      closed: () => void;
      skipped?: (count: number) => string;
      headers?: Record<string, string>;
    },
  ) {
    this.#reply = reply;
    this.#onSkipped = options.skipped;
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
      ...options.headers,
    });
    // The first bytes make a browser call its `onopen` at once.
    reply.raw.write('retry: 1000\n\n');
    this.#heartbeat = setInterval(() => reply.raw.write(':\n\n'), HEARTBEAT_MS);
    request.raw.socket.setNoDelay(true);
    reply.raw.once('close', () => {
      clearInterval(this.#heartbeat);
      options.closed();
    });
    reply.raw.on('error', () => undefined);
  }

  backlog(): number {
    return this.#reply.raw.writableLength;
  }

  write(chunk: string): void {
    this.#reply.raw.write(chunk);
  }

  skipped(count: number): void {
    if (this.#onSkipped !== undefined) this.#reply.raw.write(this.#onSkipped(count));
  }
}

/** One event; `data` must have no line end. */
export function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
