import type { FastifyInstance } from 'fastify';
import type { Store } from '../../store/store.ts';
import { readUsage } from '../../store/usage.ts';

const STORAGE = {
  summary: 'What the records take of the disk, how fast it grows, the retention, and when the disk is full.',
  answer:
    '{bytes, records, tables, days: [{day, records, bytes}], growth: {bytesPerDay, recordsPerDay, overHours}, disk: {free, total}, retention (days), forecast: {fullInDays, settlesAt}}; null for what is not known or never happens.',
};

/** `/api/v1/storage`: figures of the store of this node. @param retention days, undefined for ever */
export function storageRoute(http: FastifyInstance, store: Store, retention: number | undefined): void {
  http.get('/api/v1/storage', { config: { describe: STORAGE } }, async () => readUsage(store, retention));
}
