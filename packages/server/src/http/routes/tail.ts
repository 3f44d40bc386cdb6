import type { LogRecord } from '@logboom/core';
import { compileFilter, parseQuery } from '@logboom/logsql';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TailHub, View } from '../../live/hub.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import { EventStream, event } from '../event-stream.ts';

export interface TailSource {
  hub: TailHub;
  metrics: Metrics;
  /** The name of this node. */
  node: string;
}

/**
 * The id of the last record that was durable when a stream began: what has a later number comes through it. For clients that
 * fill what a broken connection left out.
 */
const PLACE = 'x-logboom-place';

const QUERY = { query: 'LogsQL: which records are sent. All without it.' };

const TAIL = {
  summary: 'Records as they become durable, as Server-Sent Events.',
  query: QUERY,
  answer:
    'event: log with a record; event: skipped with {count} when this client was too slow. The header x-logboom-place has the id of the last record before the first.',
};

const EVENTS = {
  summary: 'The same stream in the plain form that an EventSource page expects.',
  query: QUERY,
  answer: 'One record as JSON a message.',
};

/** The live streams: `/api/v1/tail` with named events, `/events` in the plain form of Elva's page. */
export function tailRoutes(http: FastifyInstance, source: TailSource): void {
  http.get('/api/v1/tail', { config: { describe: TAIL } }, async (request, reply) => {
    const view = viewOf(request, 'log', (record) => event('log', JSON.stringify(record)));
    const skipped = (count: number): string => event('skipped', JSON.stringify({ count }));
    const headers = { [PLACE]: `${source.node}-${source.hub.last}` };
    watch(source, view, (closed) => new EventStream(request, reply, { closed, skipped, headers }));
  });
  http.get('/events', { config: { describe: EVENTS } }, async (request, reply) => {
    const view = viewOf(request, 'message', (record) => `data: ${JSON.stringify(record)}\n\n`);
    watch(source, view, (closed) => new EventStream(request, reply, { closed }));
  });
}

function watch({ hub, metrics }: TailSource, view: View, open: (closed: () => void) => EventStream): void {
  let stop: (() => void) | undefined;
  const stream = open(() => {
    stop?.();
    metrics.watchers.set(hub.watchers);
  });
  stop = hub.watch(view, stream);
  metrics.watchers.set(hub.watchers);
}

function viewOf(request: FastifyRequest, form: string, encode: (record: LogRecord) => string): View {
  const { query: text = '*' } = request.query as { query?: string };
  const query = parseQuery(text);
  return { name: `${form} ${text}`, matches: compileFilter(query.filter), encode };
}
