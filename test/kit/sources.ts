import type { InputWay } from '@logboom/client';
import { until } from './poll.ts';
import type { ServerProcess } from './server-process.ts';

/** The sources of an input. */
export async function sourcesOf(server: ServerProcess, input: string): Promise<InputWay[]> {
  return (await server.input(input)).ways.filter(({ key }) => key.startsWith('inputs.'));
}

/** Waits until so many sources are read. */
export async function allRead(server: ServerProcess, input: string, count: number): Promise<void> {
  await until('the sources', async () => {
    const sources = await sourcesOf(server, input);
    return sources.length === count && sources.every(({ state }) => state === 'connected');
  });
}
