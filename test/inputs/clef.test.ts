import { Logger } from 'seq-logging';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start({ 'auth.tokens': 'seq-token' });
});
afterAll(() => stand[Symbol.asyncDispose]());

test('seq-logging sends 1,000 records, each found once', async () => {
  const errors: unknown[] = [];
  const logger = new Logger({
    serverUrl: stand.url,
    apiKey: 'seq-token',
    onError: (error) => errors.push(error),
  });
  for (const [index, number] of numbers().entries()) {
    logger.emit({
      timestamp: new Date(Date.UTC(2026, 6, 1) + index),
      level: index % 2 === 0 ? 'Warning' : 'Error',
      messageTemplate: 'seq {Number} of {@Total} for {User,-6}|',
      traceId: 'ab'.repeat(16),
      properties: {
        Number: number,
        Total: { records: RECORDS },
        User: 'ada',
        Application: 'seq-shop',
        SourceContext: 'Shop.Cart',
        MachineName: 'node-13',
      },
      ...(index === 0 ? { exception: 'Error: broken\n   at Shop.Cart' } : {}),
    });
  }
  await logger.close();
  expect(errors).toEqual([]);
  const records = await stand.found(RECORDS, "source = 'clef' AND service = 'seq-shop'");
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
    expect(record).toMatchObject({
      message: `seq ${numbers()[index]} of {"records":1000} for ada   |`,
      timestamp: `${time}000000`,
      level: index % 2 === 0 ? 'warn' : 'error',
      logger: 'Shop.Cart',
      host: 'node-13',
      trace_id: 'ab'.repeat(16),
      attributes: { Number: numbers()[index], 'Total.records': '1000', User: 'ada' },
    });
  }
  expect(records[0]?.attributes['@x']).toBe('Error: broken\n   at Shop.Cart');
});

test('CLEF, as Serilog sends it; a bad line is told, the others are kept', async () => {
  const lines = [
    '{"@t":"2026-07-01T10:15:30.1234567Z","@mt":"clef {Elapsed:0.000} ms","@r":["12.500"],"Elapsed":12.5,"@i":"a1"}',
    '{"@t":',
    '{"@t":"2026-07-01T10:15:31Z","@m":"clef ready","@mt":"clef {What}","@l":"Fatal","What":"ready","@@odd":1}',
  ];
  const response = await fetch(`${stand.url}/ingest/clef?apiKey=seq-token`, {
    method: 'POST',
    body: lines.join('\n'),
    headers: { 'content-type': 'application/vnd.serilog.clef' },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    Error: expect.stringMatching(/^1 events were refused.* Event 2: /),
  });
  const [first, second] = await stand.found(2, "startsWith(message, 'clef ')");
  expect(first).toMatchObject({
    message: 'clef 12.500 ms',
    timestamp: '2026-07-01 10:15:30.123456700',
    level: 'info',
    attributes: { '@mt': 'clef {Elapsed:0.000} ms', Elapsed: '12.5', '@i': 'a1' },
  });
  expect(second).toMatchObject({ message: 'clef ready', level: 'fatal', attributes: { '@odd': '1' } });
});

test('a token is needed', async () => {
  const response = await fetch(`${stand.url}/api/events/raw`, { method: 'POST', body: '{}' });
  expect([response.status, await response.json()]).toMatchObject([401, { Error: expect.any(String) }]);
});
