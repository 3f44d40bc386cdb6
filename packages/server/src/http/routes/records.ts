import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { boundedBy } from '../../query/execute.ts';
import type { QuerySource } from '../../query/source.ts';
import { readContext, readRecord, SCOPES, type Scope } from '../../records/context.ts';
import { signalOf } from '../signal.ts';

const NEIGHBOURS_DEFAULT = 10;
const NEIGHBOURS_MAX = 1000;

const RECORD = { summary: 'One record by its id: the target of its permalink.' };

const CONTEXT = {
  summary: 'A record among its neighbours.',
  query: {
    before: 'How many records before (default 10).',
    after: 'How many records after (default 10).',
    scope: 'Among which: stream (default; same service, host and source), trace, all.',
  },
  answer: '{before: [records], record, after: [records]}, oldest first.',
};

interface IdRequest {
  Params: { id: string };
  Querystring: { before?: string; after?: string; scope?: string };
}

/** Single records and what stands around them. */
export function recordRoutes(http: FastifyInstance, source: QuerySource): void {
  const { store, limits } = source;
  http.get<IdRequest>('/api/v1/records/:id', { config: { describe: RECORD } }, async (request, reply) =>
    readRecord(store, request.params.id, boundedBy(limits, signalOf(reply))),
  );
  http.get<IdRequest>(
    '/api/v1/records/:id/context',
    { config: { describe: CONTEXT } },
    async (request, reply) => {
      reply.header('x-logboom-pending-bytes', source.pendingBytes());
      return readContext(store, request.params.id, {
        before: neighbours(request, 'before'),
        after: neighbours(request, 'after'),
        scope: scopeOf(request),
        ...boundedBy(limits, signalOf(reply)),
      });
    },
  );
}

function neighbours({ query }: FastifyRequest<IdRequest>, name: 'before' | 'after'): number {
  const text = query[name];
  const value = text === undefined ? NEIGHBOURS_DEFAULT : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= NEIGHBOURS_MAX) return value;
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: `The parameter ${name}='${text}' is not a number from 0 to ${NEIGHBOURS_MAX}.`,
  });
}

function scopeOf({ query: { scope = 'stream' } }: FastifyRequest<IdRequest>): Scope {
  const found = SCOPES.find((name) => name === scope);
  if (found !== undefined) return found;
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: `The parameter scope='${scope}' is none of ${SCOPES.join(', ')}.`,
  });
}
