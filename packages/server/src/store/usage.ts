import { MINUTES } from '../analysis/schema.ts';
import { DATABASE } from './names.ts';
import type { Store } from './store.ts';

/** What the records take of the disk, how fast it grows, and where that leads: the answer of `/api/v1/storage`. */
export interface StorageUsage {
  /** Bytes on disk of all tables of Logboom. */
  bytes: number;
  records: number;
  tables: { name: string; rows: number; bytes: number; uncompressed: number }[];
  /** Days with records, the newest first, at most 60; a day is that of the records' own time, in UTC. */
  days: { day: string; records: number; bytes: number }[];
  /** What a day adds, from the records of the last seven days; null before there is an hour of them. */
  growth: { bytesPerDay: number; recordsPerDay: number; overHours: number } | null;
  /** The disk under the table of records; null where it has no end (object storage) or is not told. */
  disk: { free: number; total: number } | null;
  /** Days that records are kept; null: for ever. */
  retention: number | null;
  /** Null where nothing can be said: without growth or without a disk that ends. */
  forecast: Forecast | null;
}

export interface Forecast {
  /** Days until the disk is full at this growth; null: never, because the retention makes room in time. */
  fullInDays: number | null;
  /** Bytes that the records take once the retention lets go as much as comes; null without retention. */
  settlesAt: number | null;
}

interface PartRow {
  table: string;
  partition: string;
  rows: number;
  bytes: number;
  uncompressed: number;
}

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 7;
const DAYS_MAX = 60;
const HOUR_MS = 3_600_000;

const PARTS = `SELECT table, partition, toFloat64(sum(rows)) AS rows, toFloat64(sum(bytes_on_disk)) AS bytes,
  toFloat64(sum(data_uncompressed_bytes)) AS uncompressed
FROM system.parts WHERE database = '${DATABASE}' AND active GROUP BY table, partition`;

const DISK = `SELECT toFloat64(sum(free_space)) AS free, toFloat64(sum(total_space)) AS total FROM system.disks
WHERE name IN (
  SELECT arrayJoin(disks) FROM system.storage_policies WHERE policy_name IN (
    SELECT storage_policy FROM system.tables WHERE database = '${DATABASE}' AND name = 'logs'))`;

const OLDEST = `SELECT toFloat64(toUnixTimestamp(min(minute))) * 1000 AS oldest FROM ${MINUTES}
WHERE minute > now('UTC') - toIntervalDay(${WINDOW_DAYS}) AND minute <= now('UTC')`;

/**
 * @param retention days, undefined for ever
 * @throws LogboomError LB_STORE_UNAVAILABLE; LB_QUERY_INVALID where the store's user may not read system.parts
 */
export async function readUsage(store: Store, retention: number | undefined): Promise<StorageUsage> {
  const [parts, disks, oldest] = await Promise.all([
    store.rows<PartRow>(PARTS),
    store.rows<{ free: number; total: number }>(DISK).catch(() => []),
    store.rows<{ oldest: number }>(OLDEST),
  ]);
  const { free = 0, total = 0 } = disks[0] ?? {};
  const usage = {
    ...tablesOf(parts),
    growth: growthOf(parts, oldest[0]?.oldest ?? 0, Date.now()),
    disk: total > 0 ? { free, total } : null,
    retention: retention ?? null,
  };
  return { ...usage, forecast: forecastOf(usage) };
}

function tablesOf(parts: readonly PartRow[]): Pick<StorageUsage, 'bytes' | 'records' | 'tables' | 'days'> {
  const sum = (rows: readonly PartRow[], key: 'rows' | 'bytes' | 'uncompressed'): number =>
    rows.reduce((total, row) => total + row[key], 0);
  const tables = [...Map.groupBy(parts, ({ table }) => table)].map(([name, own]) => ({
    name,
    rows: sum(own, 'rows'),
    bytes: sum(own, 'bytes'),
    uncompressed: sum(own, 'uncompressed'),
  }));
  const days = parts
    .filter(({ table }) => table === 'logs')
    .sort((a, b) => b.partition.localeCompare(a.partition))
    .slice(0, DAYS_MAX)
    .map(({ partition, rows, bytes }) => ({ day: dayOf(partition), records: rows, bytes }));
  return {
    bytes: sum(parts, 'bytes'),
    records: tables.find(({ name }) => name === 'logs')?.rows ?? 0,
    tables: tables.sort((a, b) => b.bytes - a.bytes),
    days,
  };
}

/** `20260701` → `2026-07-01`. */
const dayOf = (partition: string): string => partition.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

/** From the records' own times, so that an import of last year's does not look like growth. */
function growthOf(parts: readonly PartRow[], oldest: number, now: number): StorageUsage['growth'] {
  const span = Math.min(now - oldest, WINDOW_DAYS * DAY_MS);
  if (oldest === 0 || span < HOUR_MS) return null;
  const first = new Date(now - span).toISOString().slice(0, 10);
  const last = new Date(now).toISOString().slice(0, 10);
  const recent = parts.filter(({ table, partition }) => {
    const day = dayOf(partition);
    return (table === 'logs' || table === 'spans') && day >= first && day <= last;
  });
  // The first of the days is counted whole where it is in part, so the days are counted whole too.
  const days = span >= DAY_MS ? (now - Date.parse(first)) / DAY_MS : span / DAY_MS;
  const perDay = (rows: readonly PartRow[], key: 'rows' | 'bytes'): number =>
    Math.round(rows.reduce((total, row) => total + row[key], 0) / days);
  return {
    bytesPerDay: perDay(recent, 'bytes'),
    recordsPerDay: perDay(
      recent.filter(({ table }) => table === 'logs'),
      'rows',
    ),
    overHours: Math.round(span / HOUR_MS),
  };
}

/** Where the growth leads. */
export function forecastOf({
  bytes,
  growth,
  disk,
  retention,
}: Pick<StorageUsage, 'bytes' | 'growth' | 'disk' | 'retention'>): Forecast | null {
  if (growth === null || disk === null) return null;
  const settlesAt = retention === null ? null : growth.bytesPerDay * retention;
  if (growth.bytesPerDay === 0) return { fullInDays: null, settlesAt };
  if (settlesAt !== null && settlesAt <= bytes + disk.free) return { fullInDays: null, settlesAt };
  return { fullInDays: Math.floor(disk.free / growth.bytesPerDay), settlesAt };
}
