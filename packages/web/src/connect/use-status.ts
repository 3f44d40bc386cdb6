import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

export interface InputStatus {
  /** The configuration key: `inputs.python.tcp`. */
  name: string;
  /** `host:port`, or the address that the input connects to. */
  address: string;
  state: string;
  records: number;
  lastRecordAt?: string | null;
}

/** The answer of `GET /api/v1/status`. */
export interface ServerStatus {
  version: string;
  node: string;
  engine: { state: string };
  spool: { bytes: number; records: number };
  inputs: InputStatus[];
}

async function fetchStatus(): Promise<ServerStatus> {
  const response = await request('/api/v1/status');
  const body: unknown = await response.json();
  return body as ServerStatus;
}

/** How the server is, asked again every few seconds while someone looks. */
export const useStatus = () =>
  useQuery({ queryKey: ['status'], queryFn: fetchStatus, refetchInterval: 3_000 });
