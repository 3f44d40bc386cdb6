import { occupyPort, parseHostPort } from './ports.ts';

/** A port for a program that cannot choose one itself. Another could take it first; nobody here does. */
export async function freePort(): Promise<number> {
  await using occupied = await occupyPort();
  return parseHostPort(occupied.address).port;
}
