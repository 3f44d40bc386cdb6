import type { InputState } from '@logboom/client';
import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

/** The answer of `GET /api/v1/status`. */
export interface ServerStatus {
  version: string;
  node: string;
  started: string;
  /** Resident bytes of the server. */
  memory: number;
  /** Why the server cannot do its work at the moment. */
  problems: string[];
  engine: { state: string; kind: string; restarts: number };
  spool: { bytes: number; lostBytes: number };
  inputs: { name: string; state: InputState; records: number }[];
}

async function fetchStatus(): Promise<ServerStatus> {
  const response = await request('/api/v1/status');
  const body: unknown = await response.json();
  return body as ServerStatus;
}

/** How the server is, asked again every few seconds while someone looks. */
export const useStatus = () =>
  useQuery({ queryKey: ['status'], queryFn: fetchStatus, refetchInterval: 3_000 });
