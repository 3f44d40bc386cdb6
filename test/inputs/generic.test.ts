import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start();
});
afterAll(() => stand[Symbol.asyncDispose]());

/** curl, with the body on its standard input. */
async function curl(path: string, body: string | Buffer, ...args: string[]): Promise<unknown> {
  const all = ['-sS', '--data-binary', '@-', ...args, stand.url + path];
  let answer = '';
  const child = execFile('curl', all);
  child.stdout?.on('data', (text: string) => {
    answer += text;
  });
  child.stdin?.end(body);
  await once(child, 'close');
  return answer === '' ? '' : JSON.parse(answer);
}

const foreign = (form: string) =>
  numbers().map((number, index) => ({
    when: new Date(Date.UTC(2026, 6, 1) + index).toISOString(),
    what: `${form} ${number}`,
    pod: `pod-${form}`,
    level: index % 2 === 0 ? 'warn' : 'error',
    secret: 'x',
    count: index,
  }));

const PARAMETERS =
  '_time_field=when&_msg_field=missing,what&_stream_fields=pod&ignore_fields=sec*&extra_fields=host=node-17,env=test';

describe('curl sends 1,000 records of unknown names, each found once', () => {
  test.each([
    ['array', '/insert/json', JSON.stringify(foreign('array')), []],
    [
      'ndjson',
      '/insert/json',
      foreign('ndjson')
        .map((each) => JSON.stringify(each))
        .join('\n'),
      [],
    ],
    [
      'jsonline',
      '/insert/jsonline',
      foreign('jsonline')
        .map((each) => JSON.stringify(each))
        .join('\n'),
      [],
    ],
    ['gzip', '/insert/json', gzipSync(JSON.stringify(foreign('gzip'))), ['-H', 'Content-Encoding: gzip']],
    [
      'zstd',
      '/insert/json',
      zstdCompressSync(JSON.stringify(foreign('zstd'))),
      ['-H', 'Content-Encoding: zstd'],
    ],
  ] as const)('%s', async (form, path, body, args) => {
    const answer = await curl(`${path}?${PARAMETERS}`, body, ...args);
    expect(answer).toEqual(path === '/insert/jsonline' ? '' : { accepted: RECORDS, rejected: 0, errors: [] });
    const records = await stand.found(RECORDS, `service = 'pod-${form}'`);
    for (const [index, record] of records.entries()) {
      const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
      expect(record).toMatchObject({
        message: `${form} ${numbers()[index]}`,
        timestamp: `${time}000000`,
        level: index % 2 === 0 ? 'warn' : 'error',
        host: 'node-17',
        source: 'http',
      });
      expect(record.attributes).toEqual({ pod: `pod-${form}`, count: String(index), env: 'test' });
    }
  });
});

test('fetch sends one object, and lines of text', async () => {
  const object = await fetch(`${stand.url}/insert/json`, {
    method: 'POST',
    body: '{"message":"one object"}',
  });
  expect(await object.json()).toMatchObject({ accepted: 1 });
  const text = await fetch(`${stand.url}/insert/json?extra_fields=service=batch`, {
    method: 'POST',
    body: 'text one\n\ntext two\n{"message":"text three","level":"error"}',
    headers: { 'content-type': 'text/plain' },
  });
  expect(await text.json()).toMatchObject({ accepted: 3, rejected: 0 });
  const records = await stand.found(3, "service = 'batch'");
  expect(records.map(({ message, level, host }) => [message, level, host])).toEqual([
    ['text one', 'info', '127.0.0.1'],
    ['text three', 'error', '127.0.0.1'],
    ['text two', 'info', '127.0.0.1'],
  ]);
});

describe('an input that is turned off', () => {
  test('has no paths', async () => {
    await using some = await Stand.start({
      'inputs.loki': 'off',
      'inputs.http.http': 'off',
      'inputs.otlp.main': 'off',
    });
    const post = async (path: string): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(some.url + path, { method: 'POST', body: '{}', headers })).status;
    };
    expect(await post('/loki/api/v1/push')).toBe(404);
    expect(await post('/api/v1/logs')).toBe(404);
    expect(await post('/v1/logs')).toBe(404);
    expect(await post('/ingest/clef')).toBe(201);
  });
});
