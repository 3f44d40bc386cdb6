import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { until } from './kit/poll.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';

const TOKEN = 'a-token-of-this-test';

let directory: TemporaryDirectory;
let server: ServerProcess;

beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: directory.path, flags: { 'auth.tokens': TOKEN } });
});

afterAll(async () => {
  await server?.stop();
  await directory?.[Symbol.asyncDispose]();
});

const post = (path: string): Promise<Response> =>
  fetch(`${server.url}/api/v1/inputs/${path}`, { method: 'POST' });

describe('a test record', () => {
  it.each([
    ...['http.http', 'lines.tcp', 'python.tcp', 'python.udp', 'python.http', 'syslog.tcp', 'syslog.udp'],
    ...['gelf.tcp', 'gelf.udp', 'gelf.http', 'otlp.grpc', 'otlp.http', 'otlp.main', 'loki.http'],
    ...['elasticsearch.http', 'splunk.http', 'clef.http', 'datadog.http', 'journald.http', 'aws.http'],
  ])('reaches %s as from a sender of its protocol', async (listener) => {
    const mark = `mark${listener.replace(/\W/g, '')}`;
    const answer = await post(`${listener.replace('.', '/')}/test?mark=${mark}`);
    expect(await answer.json()).toEqual({ message: `A test record from the page: ${mark}` });
    const [row] = await until('the record', async () => {
      const rows = await queryRows(server.url, mark, 1);
      return rows.length === 1 && rows;
    });
    expect(row).toMatchObject({
      source: listener.split('.')[0],
      _msg: `A test record from the page: ${mark}`,
    });
  });

  it.each([
    ['forward/tcp/test', /handshake/],
    ['redis/channels/test', /no test for the listener channels of the input redis/],
    ['lines/tcp/test?mark=a%20b', /is not 1 to 32 letters or digits/],
  ])('to %s is refused with the reason', async (path, reason) => {
    const answer = await post(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringMatching(reason) });
  });

  it('settings tell how many tokens there are, what asks for them, and not what they are', async () => {
    const answer = await (await fetch(`${server.url}/api/v1/settings`)).text();
    expect(answer).not.toContain(TOKEN);
    expect(JSON.parse(answer)).toMatchObject({
      retention: null,
      store: 'embedded',
      tokens: {
        count: 1,
        asked: ['http', 'inputs.forward.tcp', 'inputs.otlp.grpc', 'inputs.otlp.http'],
        open: expect.arrayContaining(['inputs.lines.tcp', 'inputs.python.udp', 'inputs.syslog.tcp']),
      },
    });
  });
});
