import { Readable } from 'node:stream';
import { reasonOf } from '@logboom/core';
import type { FastifyReply } from 'fastify';
import type { ServerLog } from '../log/log.ts';
import { SUMMARY_HEADER, type Summary } from '../query/summary.ts';

export interface RowsAnswer {
  /** The content type. */
  type: string;
  parts: AsyncGenerator<string | Uint8Array>;
  /** What stands in the trailer; asked after the last part. */
  summary?: () => Summary;
  log: ServerLog;
}

/**
 * Answers with text as it is made, no faster than the client takes it. What fails before the first part still
 * gets a status of its own; what fails later breaks the connection, so that no one takes a part for the whole.
 */
export async function sendRows(
  reply: FastifyReply,
  { type, parts, summary, log }: RowsAnswer,
): Promise<FastifyReply> {
  const first = await parts.next();
  const body = Readable.from(joined(first, parts), { objectMode: false, highWaterMark: 65_536 });
  body.once('error', (error) => {
    if (reply.raw.destroyed) return;
    log.warn('an answer broke off', { path: reply.request.url.split('?', 1)[0]!, reason: reasonOf(error) });
    // Fastify destroys the response only once its headers are out; nothing may follow in its place.
    reply.raw.destroy();
  });
  // Trailers need chunks, which came with HTTP/1.1.
  if (summary !== undefined && reply.request.raw.httpVersion !== '1.0') {
    reply.trailer(SUMMARY_HEADER, (_reply, _payload, done) => done(null, JSON.stringify(summary())));
  }
  return reply.type(type).send(body);
}

async function* joined<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let part = first; !part.done; part = await rest.next()) yield part.value;
  } finally {
    await rest.return(undefined);
  }
}
