import type { FastifyInstance } from 'fastify';
import type { TailHub } from '../../../live/hub.ts';
import type { QuerySource } from '../../../query/source.ts';
import { patternsRoute } from '../patterns.ts';
import { fieldRoutes } from './fields.ts';
import { hitsRoute } from './hits.ts';
import { rowRoutes } from './rows.ts';
import { statsRoutes } from './stats.ts';
import { tailRoute } from './tail.ts';

/** Everything that answers a LogsQL query. */
export function selectRoutes(http: FastifyInstance, source: QuerySource, hub: TailHub): void {
  rowRoutes(http, source);
  hitsRoute(http, source);
  fieldRoutes(http, source);
  statsRoutes(http, source);
  patternsRoute(http, source);
  tailRoute(http, hub);
}
