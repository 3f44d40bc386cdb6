import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../metrics/metrics.ts';

export interface HealthSource {
  metrics: Metrics;
  /** Why the server cannot do its work at the moment; empty while it can. */
  problems(): string[];
  /** Everything about the state of the server. */
  status(): object;
}

const READY = {
  summary: 'Whether the server can do all its work.',
  answer: '{status: "ready"}, or 503 with the problems.',
};

const STATUS = { summary: 'The state of the server, its engine, spool and inputs.' };

/** `/health` (the process lives), `/ready` (it can do its work), `/metrics`, `/api/v1/status`. */
export function healthRoutes(http: FastifyInstance, source: HealthSource): void {
  http.get('/health', { config: { describe: { summary: 'Whether the process lives.' } } }, async () => ({
    status: 'ok',
  }));
  http.get('/ready', { config: { describe: READY } }, async (_request, reply) => {
    const problems = source.problems();
    if (problems.length === 0) return { status: 'ready' };
    reply.code(503);
    return { status: 'not ready', problems };
  });
  http.get(
    '/metrics',
    { config: { describe: { summary: 'Metrics in the text form of Prometheus.' } } },
    async (_request, reply) => {
      reply.type(source.metrics.registry.contentType);
      return source.metrics.registry.metrics();
    },
  );
  http.get('/api/v1/status', { config: { describe: STATUS } }, async () => source.status());
}
