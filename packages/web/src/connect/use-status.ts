import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

export interface InputStatus {
  name: string;
  /** What it takes, in a few words. */
  title: string;
  state: string;
  /** The configuration key (`inputs.python.tcp`) and the address of each listener. */
  listeners: { key: string; address: string }[];
  records: number;
  lastRecordAt: string | null;
}

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

/** An address as it is reached from here: the server's own name in place of "all interfaces". */
export const addressFromHere = (address: string): string =>
  address.replace(/^(?:0\.0\.0\.0|\[::\]):/, `${location.hostname}:`);

/** Where a listener is reached from here, by its configuration key. */
export function addressOf(status: ServerStatus | undefined, key: string): string | undefined {
  const listener = status?.inputs.flatMap(({ listeners }) => listeners).find((other) => other.key === key);
  return listener && addressFromHere(listener.address);
}
