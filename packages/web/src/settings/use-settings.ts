import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

/** The answer of `GET /api/v1/settings`. */
export interface ServerSettings {
  /** Days; null: for ever. */
  retention: number | null;
  /** Listeners by their configuration key. */
  tokens: { count: number; asked: string[]; open: string[] };
  store: 'embedded' | 'outside';
}

async function fetchSettings(): Promise<ServerSettings> {
  const response = await request('/api/v1/settings');
  return (await response.json()) as ServerSettings;
}

/** What the server was told; it changes only with a restart. */
export const useSettings = () => useQuery({ queryKey: ['settings'], queryFn: fetchSettings });
