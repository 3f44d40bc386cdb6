import type { FastifyReply } from 'fastify';

/** Aborts when the client goes away before it has the whole answer. */
export function signalOf({ raw }: FastifyReply): AbortSignal {
  const abort = new AbortController();
  if (raw.destroyed) abort.abort();
  raw.once('close', () => abort.abort());
  return abort.signal;
}
