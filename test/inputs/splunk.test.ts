import { Logger } from 'splunk-logging';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, RECORDS, Stand } from './stand.ts';

const TOKEN = 'f6a8c1e2-0000-4000-8000-000000000001';
let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start({ 'auth.tokens': TOKEN });
});
afterAll(() => stand[Symbol.asyncDispose]());

test('splunk-logging sends 1,000 records, each found once', async () => {
  const logger = new Logger({ url: stand.url, token: TOKEN, maxBatchCount: 100 });
  const answers: unknown[] = [];
  for (const [index, number] of numbers().entries()) {
    logger.send(
      {
        message: { message: `splunk ${number}`, count: index },
        severity: index % 2 === 0 ? 'warn' : 'error',
        metadata: {
          time: Date.UTC(2026, 6, 1) / 1000 + index + 0.125,
          host: 'node-11',
          source: 'chicken-coop',
          sourcetype: 'httpevent',
          index: 'main',
        },
      },
      (_error, _response, body) => answers.push(body),
    );
  }
  const records = await stand.found(RECORDS, "source = 'splunk' AND service = 'chicken-coop'");
  for (const [index, record] of records.entries()) {
    const time = new Date(Date.UTC(2026, 6, 1) + index * 1000).toISOString().slice(0, 19).replace('T', ' ');
    expect(record).toMatchObject({
      message: `splunk ${numbers()[index]}`,
      timestamp: `${time}.125000000`,
      level: index % 2 === 0 ? 'warn' : 'error',
      host: 'node-11',
      attributes: {
        count: String(index),
        sourcetype: 'httpevent',
        index: 'main',
        'splunk.source': 'chicken-coop',
      },
    });
  }
  expect(answers.at(-1)).toEqual({ text: 'Success', code: 0 });
});

describe('answers', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${stand.url}/services/collector${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Splunk ${TOKEN}`, ...headers },
    });
    return [response.status, await response.json()] as const;
  };

  test('concatenated events; a bad one is told with its number, the others are kept', async () => {
    const good = (text: string): string => JSON.stringify({ event: text, sourcetype: 'x}{"' });
    expect(await post('/event', `${good('joined 1')}${good('joined 2')}\n${good('joined 3')}`)).toEqual([
      200,
      { text: 'Success', code: 0 },
    ]);
    expect(await post('', `${good('joined 4')}{"time":1}${good('joined 5')}`)).toMatchObject([
      400,
      { code: 12, 'invalid-event-number': 1 },
    ]);
    expect(await post('/event/1.0', `${good('joined 6')}{"event":`)).toMatchObject([
      400,
      { code: 6, 'invalid-event-number': 1 },
    ]);
    await stand.found(6, "startsWith(message, 'joined ')");
    expect(await post('/event', '')).toMatchObject([400, { code: 5 }]);
  });

  test('an acknowledgement means durable, also after it was asked for before', async () => {
    const channel = { 'x-splunk-request-channel': 'FE0ECFAD-13D5-401B-847D-77833BD77131' };
    const [status, answer] = await post('/event', '{"event":"acknowledged"}', channel);
    expect(status).toBe(200);
    const { ackId } = answer as { ackId: number };
    const ask = JSON.stringify({ acks: [ackId, ackId + 1000] });
    const expected = [200, { acks: { [ackId]: true, [ackId + 1000]: false } }];
    expect(await post('/ack', ask, channel)).toEqual(expected);
    expect(await post('/ack', ask, channel)).toEqual(expected);
  });

  test('raw lines, with what the address says of them', async () => {
    expect(await post('/raw?sourcetype=nginx&host=node-12&source=edge', 'raw 1\nraw 2\n')).toMatchObject([
      200,
      { code: 0 },
    ]);
    const [record] = await stand.found(2, "startsWith(message, 'raw ')");
    expect(record).toMatchObject({ host: 'node-12', service: 'edge', attributes: { sourcetype: 'nginx' } });
  });

  test('tokens', async () => {
    expect(await post('', '{"event":"x"}', { authorization: 'Splunk wrong' })).toMatchObject([
      403,
      { code: 4 },
    ]);
    expect(await post('', '{"event":"x"}', { authorization: '' })).toMatchObject([401, { code: 2 }]);
    const health = await fetch(`${stand.url}/services/collector/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { code: 17 }]);
  });
});
