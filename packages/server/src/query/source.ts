import type { ServerLog } from '../log/log.ts';
import type { Store } from '../store/store.ts';
import type { QueryLimits } from './execute.ts';

/** Where queries are asked, and what there is to tell about their answers. */
export interface QuerySource {
  store: Store;
  limits: QueryLimits;
  log: ServerLog;
  /** Bytes of records that are acknowledged and not in the store yet: newer than any answer. */
  pendingBytes(): number;
}
