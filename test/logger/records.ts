import type { ServerProcess } from '../kit/server-process.ts';

/** A record as this folder's application logs it. */
export interface Row {
  id: string;
  logger: string;
  attributes: { run: string; number: string };
}

/** All records, in the order in which the server took them. */
export async function recordsOf(server: ServerProcess): Promise<Row[]> {
  const response = await fetch(`${server.url}/api/v1/query?query=record&limit=200000`);
  const rows = (await response.text())
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row);
  return rows.sort((a, b) => sequence(a) - sequence(b));
}

/** The end of an id counts up on a node. */
function sequence({ id }: Row): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}
