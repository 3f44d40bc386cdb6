import { Readable } from 'node:stream';
import { reasonOf } from '@logboom/core';
import type { FastifyReply } from 'fastify';
import type { ServerLog } from '../log/log.ts';

/**
 * Answers with text as it is made, no faster than the client takes it. What fails before the first part still
 * gets a status of its own; what fails later breaks the connection, so that no one takes a part for the whole.
 */
export async function sendRows(
  reply: FastifyReply,
  type: string,
  parts: AsyncGenerator<string>,
  log: ServerLog,
): Promise<FastifyReply> {
  const first = await parts.next();
  const body = Readable.from(joined(first, parts), { objectMode: false, highWaterMark: 65_536 });
  body.once('error', (error) => {
    if (reply.raw.destroyed) return;
    log.warn('an answer broke off', { path: reply.request.url.split('?', 1)[0]!, reason: reasonOf(error) });
    // Fastify destroys the response only once its headers are out; nothing may follow in its place.
    reply.raw.destroy();
  });
  return reply.type(`${type}; charset=utf-8`).send(body);
}

async function* joined(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    for (let part = first; !part.done; part = await rest.next()) yield part.value;
  } finally {
    await rest.return(undefined);
  }
}
