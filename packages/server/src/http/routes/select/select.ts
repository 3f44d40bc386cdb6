import type { FastifyInstance } from 'fastify';
import type { TailHub } from '../../../live/hub.ts';
import type { Store } from '../../../store/store.ts';
import { fieldRoutes } from './fields.ts';
import { hitsRoute } from './hits.ts';
import { rowRoutes } from './rows.ts';
import { statsRoutes } from './stats.ts';
import { tailRoute } from './tail.ts';

/** Everything that answers a LogsQL query. */
export function selectRoutes(http: FastifyInstance, store: Store, hub: TailHub): void {
  rowRoutes(http, store);
  hitsRoute(http, store);
  fieldRoutes(http, store);
  statsRoutes(http, store);
  tailRoute(http, hub);
}
