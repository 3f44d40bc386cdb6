import type { FastifyReply } from 'fastify';
import type { WatcherOutput } from '../live/hub.ts';

/** A response of JSON lines without end, as an output of the tail hub. A slow client misses lines. */
export class NdjsonStream implements WatcherOutput {
  readonly #reply: FastifyReply;

  constructor(reply: FastifyReply, closed: () => void) {
    this.#reply = reply;
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-cache',
    });
    reply.raw.flushHeaders();
    reply.raw.once('close', closed);
    reply.raw.on('error', () => undefined);
  }

  backlog(): number {
    return this.#reply.raw.writableLength;
  }

  write(chunk: string): void {
    this.#reply.raw.write(chunk);
  }

  // The form has no place to tell of skipped records; the metric logboom_tail_skipped_total counts them.
  skipped(): void {}
}
