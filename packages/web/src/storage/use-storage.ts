import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

/** The answer of `GET /api/v1/storage`; null for what is not known or never happens. */
export interface StorageUsage {
  bytes: number;
  records: number;
  tables: { name: string; rows: number; bytes: number; uncompressed: number }[];
  /** The newest first. */
  days: { day: string; records: number; bytes: number }[];
  growth: { bytesPerDay: number; recordsPerDay: number; overHours: number } | null;
  disk: { free: number; total: number } | null;
  /** Days; null: for ever. */
  retention: number | null;
  forecast: { fullInDays: number | null; settlesAt: number | null } | null;
}

async function fetchStorage(): Promise<StorageUsage> {
  const response = await request('/api/v1/storage');
  return (await response.json()) as StorageUsage;
}

/** What records take of the disk, asked again every minute. */
export const useStorage = () =>
  useQuery({ queryKey: ['storage'], queryFn: fetchStorage, refetchInterval: 60_000 });
