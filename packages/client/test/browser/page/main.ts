import { ClientError, count, field, LogboomClient, logs } from '@logboom/client';

declare global {
  var results: Record<string, unknown> | undefined;
}

/** Without a URL the client talks to the server that the page came from. */
const client = new LogboomClient();
const stop = new AbortController();
const live: string[] = [];

async function watch(): Promise<void> {
  for await (const { message } of client.tail('service:browser', { last: 10, signal: stop.signal })) {
    live.push(message);
    if (message === 'seen live') stop.abort();
  }
}

async function found(): Promise<object[]> {
  const query = logs().where(field('service').is('browser')).since('1h').stats(count()).by('level');
  for (;;) {
    const rows = await Array.fromAsync(client.query(query.sort('level')));
    if (rows.reduce((sum, row) => sum + row.count, 0) === 2) return rows;
  }
}

const sent = await client.send([
  { service: 'browser', level: 'error', message: 'of the past' },
  { service: 'browser', level: 'info', message: 'of the past, too' },
]);
const rows = await found();
const watching = watch();
while (live.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
await client.send([{ service: 'browser', message: 'seen live' }]);
await watching;
const refused = await Array.fromAsync(client.query('level:')).catch((error: unknown) => error);
globalThis.results = { sent, rows, live, refused: refused instanceof ClientError && refused.code };
