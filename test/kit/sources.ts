import { until } from './poll.ts';
import type { ServerProcess } from './server-process.ts';

/** What an input that connects outward says of a source. */
export interface SourceStatus {
  key: string;
  address: string;
  state: string;
  problem?: string;
}

/** The sources of an input. */
export async function sourcesOf(server: ServerProcess, input: string): Promise<SourceStatus[]> {
  const { inputs } = await server.status();
  const status = inputs.find(({ name }) => name === input) as { outward?: SourceStatus[] } | undefined;
  return status?.outward ?? [];
}

/** Waits until so many sources are read. */
export async function allRead(server: ServerProcess, input: string, count: number): Promise<void> {
  await until('the sources', async () => {
    const sources = await sourcesOf(server, input);
    return sources.length === count && sources.every(({ state }) => state === 'on');
  });
}
