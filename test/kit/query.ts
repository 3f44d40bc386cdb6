import { LogboomClient, type Row } from '@logboom/client';
import { until } from './poll.ts';

/** All rows of a query, as soon as there are at least so many. */
export async function queryRows(url: string, query: string, atLeast: number): Promise<Row[]> {
  const client = new LogboomClient({ url });
  return until(`${atLeast} rows of ${query}`, async () => {
    const rows = await Array.fromAsync(client.query(query));
    return rows.length >= atLeast ? rows : undefined;
  });
}
