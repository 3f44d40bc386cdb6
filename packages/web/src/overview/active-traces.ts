import { request } from '../data/api-error.ts';

/** How many traces logged in the last five minutes, as `GET /api/v1/stats` counts them. @throws ApiError */
export async function fetchActiveTraces(): Promise<number> {
  const response = await request('/api/v1/stats');
  const { active_traces: count } = (await response.json()) as { active_traces: number };
  return count;
}
