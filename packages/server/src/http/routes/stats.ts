import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readStats } from '../../analysis/stats.ts';
import type { QuerySource } from '../../query/source.ts';
import { EventStream, event } from '../event-stream.ts';
import { signalOf } from '../signal.ts';

const MINUTES_DEFAULT = 5;
const MINUTES_MAX = 24 * 60;
const EVERY_MS = 2_000;

const PARAMETERS = { minutes: 'The window, ending now (default 5, at most 1440).' };

const STATS = {
  summary: 'What happens now: services, active traces, counts by service and level, rates, recent errors.',
  query: PARAMETERS,
};

const STREAM = {
  summary: 'The same every two seconds, as Server-Sent Events.',
  query: PARAMETERS,
  answer: 'event: stats',
};

/** Real-time analysis. */
export function statsRoutes(http: FastifyInstance, source: QuerySource): void {
  http.get('/api/v1/stats', { config: { describe: STATS } }, async (request, reply) => {
    return readStats(source, minutesOf(request), signalOf(reply));
  });
  http.get('/api/v1/stats/stream', { config: { describe: STREAM } }, async (request, reply) => {
    const minutes = minutesOf(request);
    const abort = new AbortController();
    const stream = new EventStream(request, reply, { closed: () => abort.abort() });
    const send = async (): Promise<void> => {
      try {
        const stats = await readStats(source, minutes, abort.signal);
        if (!abort.signal.aborted) stream.write(event('stats', JSON.stringify(stats)));
      } catch (error) {
        if (!LogboomError.is(error)) throw error;
        stream.write(event('problem', JSON.stringify({ code: error.code, message: error.message })));
      }
      if (!abort.signal.aborted) setTimeout(send, EVERY_MS);
    };
    await send();
  });
}

function minutesOf(request: FastifyRequest): number {
  const { minutes = String(MINUTES_DEFAULT) } = request.query as { minutes?: string };
  const value = Number(minutes);
  if (Number.isInteger(value) && value >= 1 && value <= MINUTES_MAX) return value;
  throw new LogboomError('LB_REQUEST_INVALID', {
    reason: `The parameter minutes='${minutes}' is not a number from 1 to ${MINUTES_MAX}.`,
  });
}
