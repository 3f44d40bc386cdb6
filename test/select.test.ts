import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { OutsideStore } from './kit/outside-store.ts';
import { until } from './kit/poll.ts';
import { ServerProcess } from './kit/server-process.ts';

/** `fetch` keeps trailers to itself. */
async function getWithTrailers(
  url: string,
): Promise<{ text: string; trailers: Record<string, string | undefined> }> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { text, trailers: response.trailers };
}

const START = '2026-07-01T00:00:00Z';
const END = '2026-07-01T23:59:59Z';
const TRACE = '0af7651916cd43dd8448eb211c80319c';

const RECORDS = [
  { time: '2026-07-01T10:00:00Z', level: 'info', service: 'shop', host: 'a', message: 'started', user: 'u1' },
  { time: '2026-07-01T10:00:30.5Z', level: 'error', service: 'shop', host: 'a', message: 'it\'s "broken"' },
  { time: '2026-07-01T10:05:00Z', level: 'error', service: 'mail', host: 'b', message: 'größer', user: 'u2' },
  {
    time: '2026-07-01T12:00:00Z',
    level: 'info',
    service: 'shop',
    host: 'a',
    message: 'end',
    trace_id: TRACE,
  },
];

type Json = Record<string, unknown>;

describe('asking a server', () => {
  let directory: TemporaryDirectory;
  let store: OutsideStore;
  let server: ServerProcess;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    store = await OutsideStore.start();
    const { username, password } = store.engine.readerConnection;
    const reader = { 'store.reader.user': username, 'store.reader.password': password };
    server = await ServerProcess.start({
      data: directory.path,
      flags: { ...store.flags, ...reader, 'query.timeout': '20s', 'query.memory': '500MB' },
    });
    await until('the store', async () => (await server.status()).problems.length === 0);
    const sent = await ingest(RECORDS);
    expect(await sent.json()).toMatchObject({ accepted: RECORDS.length });
    const isThere = async (): Promise<boolean> =>
      (await store.count("source = 'http'")).records === RECORDS.length;
    await until('the records', isThere, { deadline: 60_000 });
  });

  afterAll(async () => {
    await server?.stop();
    await store?.[Symbol.asyncDispose]();
    await directory?.[Symbol.asyncDispose]();
  });

  const post = (
    path: string,
    parameters: Record<string, string>,
    init: RequestInit = {},
  ): Promise<Response> =>
    fetch(server.url + path, { method: 'POST', body: new URLSearchParams(parameters), ...init });
  const ingest = (records: object[]): Promise<Response> =>
    fetch(`${server.url}/api/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(records),
    });
  const select = async (name: string, parameters: Record<string, string>): Promise<Json> =>
    (await (await post(`/select/logsql/${name}`, { start: START, end: END, ...parameters })).json()) as Json;
  const lines = async (response: Response): Promise<Json[]> =>
    (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Json);
  const sql = (query: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}/api/v1/sql`, { method: 'POST', body: query, ...init });

  it('query: flat rows with the names of VictoriaLogs', async () => {
    const response = await post('/select/logsql/query', { query: 'user:u1', start: START, end: END });
    expect(response.headers.get('content-type')).toContain('ndjson');
    expect(await lines(response)).toEqual([
      expect.objectContaining({
        _time: '2026-07-01T10:00:00.000000000Z',
        _stream: '{host="a",service="shop",source="http"}',
        _msg: 'started',
        level: 'info',
        user: 'u1',
      }),
    ]);
  });

  it('query: tells what it gave and what is newer than it', async () => {
    const response = await post('/select/logsql/query', {
      query: 'service:shop | fields _msg',
      summary: '1',
    });
    expect(Number(response.headers.get('x-logboom-pending-bytes'))).toBeGreaterThanOrEqual(0);
    const rows = await lines(response);
    expect(rows).toHaveLength(4);
    expect(rows.at(-1)).toEqual({
      _summary: {
        complete: true,
        rows: 3,
        rows_read: expect.any(Number),
        bytes_read: expect.any(Number),
        milliseconds: expect.any(Number),
        pending_bytes: expect.any(Number),
      },
    });
  });

  it('tells it in the trailer of streams and in the header of others', async () => {
    const summary = {
      complete: true,
      rows_read: expect.any(Number),
      bytes_read: expect.any(Number),
      milliseconds: expect.any(Number),
      pending_bytes: expect.any(Number),
    };
    const range = `start=${START}&end=${END}`;
    for (const [path, rows] of [
      [`/select/logsql/query?query=service:shop&${range}`, 3],
      [`/api/v1/sql?query=${encodeURIComponent("SELECT 1 FROM logboom.logs WHERE service = 'shop'")}`, 3],
    ] as const) {
      const { trailers, text } = await getWithTrailers(server.url + path);
      expect(text.split('\n')).toHaveLength(rows + 1);
      const told = JSON.parse(trailers['x-logboom-summary'] ?? '{}') as Json;
      expect(told).toEqual({ ...summary, rows });
      expect(told.rows_read).toBeGreaterThanOrEqual(rows);
      expect(told.bytes_read).toBeGreaterThan(0);
    }
    for (const path of ['hits', 'field_names', 'stats_query']) {
      const response = await post(`/select/logsql/${path}`, { query: '* | stats count() n', start: START });
      expect(JSON.parse(response.headers.get('x-logboom-summary')!)).toEqual({
        ...summary,
        rows: expect.any(Number),
      });
    }
  });

  it('query: as CSV', async () => {
    const parameters = {
      query: 'service:shop | sort by (_time) | fields _msg, user',
      start: START,
      end: END,
    };
    const response = await post('/select/logsql/query', parameters, { headers: { accept: 'text/csv' } });
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(await response.text()).toBe('_msg,user\r\nstarted,u1\r\n"it\'s ""broken""",\r\nend,\r\n');
  });

  it('query: as a JSON array, under the name of a file', async () => {
    const parameters = { query: 'service:shop | sort by (_time) | fields _msg', start: START, end: END };
    const more = { format: 'json', download: '../all "rows".json' };
    const response = await post('/select/logsql/query', { ...parameters, ...more });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=".._all_rows_.json"');
    expect(await response.json()).toEqual([{ _msg: 'started' }, { _msg: 'it\'s "broken"' }, { _msg: 'end' }]);
    const none = await post('/select/logsql/query', { query: 'nothing', start: START, format: 'json' });
    expect(await none.json()).toEqual([]);
    const wrong = await post('/api/v1/query', { query: '*', format: 'csv' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('one of ndjson, json');
  });

  it('query: explains itself', async () => {
    const response = await post('/select/logsql/query', { query: 'started', start: START, explain: '1' });
    const { sql: statement, plan, estimate } = (await response.json()) as Json;
    expect(statement).toMatch(/^SELECT|^WITH/);
    expect(statement).not.toContain('started');
    expect(plan).toContain('logboom.logs');
    expect(estimate).toEqual([expect.objectContaining({ table: 'logs' })]);
  });

  it('patterns: counted, with trend and examples', async () => {
    const parameters = { start: START, end: END, since: '2026-07-01T11:00:00Z', limit: '2', trend: '4' };
    const answer = (await (await post('/api/v1/patterns', parameters)).json()) as Json;
    expect(answer).toMatchObject({ total: 4, records: 4, complete: true });
    const end = {
      pattern: 'end',
      count: 1,
      level: 'info',
      services: ['shop'],
      first: '2026-07-01T12:00:00.000000000Z',
      last: '2026-07-01T12:00:00.000000000Z',
      trend: [0, 0, 1, 0],
      examples: [
        { id: expect.stringMatching(/-\d+$/), timestamp: '2026-07-01T12:00:00.000000000Z', message: 'end' },
      ],
      new: true,
    };
    expect(answer.patterns).toEqual([end, expect.objectContaining({ pattern: 'größer', new: false })]);
    const url = `${server.url}/api/v1/patterns?query=broken&start=${START}&end=${END}`;
    expect(await (await fetch(url)).json()).toMatchObject({
      patterns: [{ pattern: 'it\'s "<*>"', trend: expect.any(Array) }],
    });
    expect((await post('/api/v1/patterns', { trend: '100000' })).status).toBe(400);
  });

  it('hits: buckets and groups', async () => {
    const total = { fields: {}, total: 4 };
    expect(await select('hits', { query: '*', step: '1h' })).toEqual({
      hits: [{ ...total, timestamps: ['2026-07-01T10:00:00Z', '2026-07-01T12:00:00Z'], values: [3, 1] }],
    });
    expect(await select('hits', { query: '*', step: '1d', field: 'level', fields_limit: '1' })).toEqual({
      hits: [
        {
          fields: { level: expect.any(String) },
          timestamps: ['2026-07-01T00:00:00Z'],
          values: [2],
          total: 2,
        },
        { fields: {}, timestamps: ['2026-07-01T00:00:00Z'], values: [2], total: 2 },
      ],
    });
    expect(await select('hits', { query: 'nothing' })).toEqual({ hits: [] });
  });

  it('field_names, field_values, streams, facets', async () => {
    const { values: names } = await select('field_names', { query: '*' });
    expect(names).toContainEqual({ value: 'user', hits: 2 });
    expect(names).toContainEqual({ value: '_msg', hits: 4 });
    expect(await select('field_values', { query: '*', field: 'service' })).toEqual({
      values: [
        { value: 'shop', hits: 3 },
        { value: 'mail', hits: 1 },
      ],
    });
    expect(await select('field_values', { query: '*', field: 'service', limit: '1' })).toEqual({
      values: [{ value: 'shop', hits: 3 }],
    });
    expect(await select('streams', { query: '*' })).toEqual({
      values: [
        { value: '{host="a",service="shop",source="http"}', hits: 3 },
        { value: '{host="b",service="mail",source="http"}', hits: 1 },
      ],
    });
    const { facets } = await select('facets', { query: '*', limit: '2' });
    expect(facets).toContainEqual({
      field_name: 'service',
      values: [
        { field_value: 'shop', hits: 3 },
        { field_value: 'mail', hits: 1 },
      ],
    });
  });

  it('stats_query and stats_query_range', async () => {
    const query = '* | stats by (service) count() as n';
    const instant = await select('stats_query', { query, time: END });
    expect(instant).toMatchObject({ status: 'success', data: { resultType: 'vector' } });
    expect((instant.data as Json).result).toContainEqual({
      metric: { __name__: 'n', service: 'shop' },
      value: [Date.parse(END) / 1e3, '3'],
    });
    const range = await select('stats_query_range', { query, step: '1h' });
    expect((range.data as Json).result).toContainEqual({
      metric: { __name__: 'n', service: 'shop' },
      values: [
        [Date.parse('2026-07-01T10:00:00Z') / 1e3, '2'],
        [Date.parse('2026-07-01T12:00:00Z') / 1e3, '1'],
      ],
    });
  });

  it.each([
    ['query', {}, 'LB_REQUEST_INVALID'],
    ['query', { query: 'level:' }, 'LB_QUERY_INVALID'],
    ['query', { query: '*', limit: '-1' }, 'LB_REQUEST_INVALID'],
    ['query', { query: '*', start: 'yesterday' }, 'LB_REQUEST_INVALID'],
    ['hits', { query: '*', step: 'often' }, 'LB_REQUEST_INVALID'],
    ['stats_query_range', { query: '* | count()', step: 'often' }, 'LB_REQUEST_INVALID'],
    ['field_values', { query: '*' }, 'LB_REQUEST_INVALID'],
    ['stats_query', { query: '*' }, 'LB_REQUEST_INVALID'],
  ])('%s refuses %j', async (name, parameters, code) => {
    const response = await post(`/select/logsql/${name}`, parameters as Record<string, string>);
    expect({ status: response.status, ...((await response.json()) as Json) }).toMatchObject({
      status: 400,
      code,
    });
  });

  it('gives records, one by its id, and what stands around it', async () => {
    const found = await lines(await post('/api/v1/query', { query: 'source:http', start: START, end: END }));
    expect(found.map(({ message }) => message)).toEqual(RECORDS.map(({ message }) => message).reverse());
    const id = String(found[2]!.id);
    const get = async (path: string): Promise<Json> =>
      (await (await fetch(server.url + path)).json()) as Json;
    expect(await get(`/api/v1/records/${id}`)).toEqual(found[2]);
    const { before, record, after } = await get(`/api/v1/records/${id}/context?before=5&after=5`);
    expect([before, record, after]).toEqual([[found[3]], found[2], [found[0]]]);
    expect(await get(`/api/v1/records/${id}/context?before=0&after=1&scope=all`)).toMatchObject({
      before: [],
      after: [found[1]],
    });
    expect(await get('/api/v1/records/none-1')).toMatchObject({ code: 'LB_RECORD_UNKNOWN' });
  });

  it('answers SELECTs and lets SQL do nothing else', async () => {
    const response = await sql(
      "SELECT service, count() AS n FROM logboom.logs WHERE source = 'http' GROUP BY 1 ORDER BY 1",
    );
    expect(await lines(response)).toEqual([
      { service: 'mail', n: 1 },
      { service: 'shop', n: 3 },
    ]);
    for (const query of [
      "SELECT * FROM file('/etc/passwd', LineAsString)",
      "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
      'SELECT * FROM system.users',
      "INSERT INTO logboom.logs (message) VALUES ('x')",
      'DROP TABLE logboom.logs',
      'SELECT 1 SETTINGS max_memory_usage = 0',
      'SELEC 1',
    ]) {
      const refused = await sql(query);
      const { code } = (await refused.json()) as Json;
      expect({ query, status: refused.status, code }).toEqual({
        query,
        status: 400,
        code: 'LB_QUERY_INVALID',
      });
    }
    expect((await store.count("source = 'http'")).records).toBe(RECORDS.length);
  });

  it('counts what happens now', async () => {
    const fresh = { level: 'error', service: 'now', message: 'just now' };
    await ingest([fresh]);
    const stats = await until('the counts', async () => {
      const answer = (await (await fetch(`${server.url}/api/v1/stats`)).json()) as Json;
      return (answer.service_distribution as Json).now === undefined ? undefined : answer;
    });
    expect(stats).toMatchObject({ minutes: 5, service_distribution: { now: 1 } });
    expect(stats.recent_errors).toContainEqual(expect.objectContaining({ message: 'just now' }));
    const stream = await fetch(`${server.url}/api/v1/stats/stream`);
    let text = '';
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('event: stats\ndata: {"minutes":5,')) break;
    }
    expect(text).toContain('"now":1');
  });

  describe('with much to say', () => {
    beforeAll(async () => {
      await store.store.client.command({
        query: `INSERT INTO logboom.logs (timestamp, severity, level, message, service, source)
          SELECT toDateTime64('2026-01-01 00:00:00', 9, 'UTC') + number, 9, 'info', repeat('x', 1000), 'big', 'test'
          FROM numbers(200000)`,
      });
    });

    const running = async (): Promise<string[]> => {
      const rows = await store.store.rows<{ query: string }>(
        "SELECT query FROM system.processes WHERE query LIKE '%logboom.logs%' AND query NOT LIKE '%system.processes%' AND query NOT LIKE '%INSERT%'",
      );
      return rows.map(({ query }) => query);
    };

    it.each([
      ['rows that nobody reads', () => ['/select/logsql/query', 'query=service%3Abig'] as const],
      ['SQL before its first row', () => ['/api/v1/sql', SLOW_SQL] as const],
      ['rows before the first', () => ['/api/v1/query', SLOW] as const],
      ['hits', () => ['/select/logsql/hits', SLOW] as const],
      ['field names', () => ['/select/logsql/field_names', SLOW] as const],
      ['stats', () => ['/select/logsql/stats_query', `${SLOW}+%7C+stats+count()+n`] as const],
      ['patterns', () => ['/api/v1/patterns', SLOW] as const],
    ])('ends a query whose client goes away: %s', async (_what, request) => {
      const [path, body] = request();
      const abort = new AbortController();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = fetch(server.url + path, { method: 'POST', body, headers, signal: abort.signal });
      answer.catch(() => undefined);
      await until('the query in the engine', async () => (await running()).length > 0);
      const left = Date.now();
      abort.abort();
      await until('the end of the query', async () => (await running()).length === 0, { deadline: 5_000 });
      console.info(`${_what}: gone after ${Date.now() - left} ms`);
      expect(server.log).not.toContain('a request failed');
    });

    it('lets a slow reader have the whole answer, however little time a query may take', async () => {
      const response = await post('/select/logsql/query', {
        query: 'service:big | fields _msg',
        timeout: '1500ms',
      });
      let bytes = 0;
      for await (const chunk of response.body!) {
        bytes += chunk.length;
        if (bytes < 12_000_000) await sleep(5);
      }
      expect(bytes).toBe(200_000 * '{"_msg":""}\n'.length + 200_000 * 1000);
    }, 60_000);

    it('breaks an answer off that cannot be completed', async () => {
      const response = await post('/select/logsql/query', { query: 'service:big' });
      expect(response.status).toBe(200);
      const reader = response.body!.getReader();
      await reader.read();
      await store.store.client.command({
        query:
          "KILL QUERY WHERE query LIKE '%JSONEachRowWithProgress%' AND user = currentUser() AND query NOT LIKE '%KILL%'",
      });
      const rest = async (): Promise<void> => {
        while (!(await reader.read()).done);
      };
      await expect(rest()).rejects.toThrow('terminated');
      expect(server.log).toContain('an answer broke off');
    });

    it('stops a query at its limits and says what to do', async () => {
      const slow = await post('/select/logsql/query', {
        query: 'service:big | sort by (_msg, _time)',
        timeout: '1ms',
      });
      expect(slow.status).toBe(422);
      expect(await slow.json()).toMatchObject({
        code: 'LB_QUERY_LIMIT',
        message: expect.stringMatching(/query\.timeout.*shorter time range/),
      });
    });
  });
});

/** A join of each record with each of its service. */
const SLOW = 'query=service%3Abig+%7C+join+by+(service)+(service%3Abig)';
const SLOW_SQL =
  'SELECT sum(cityHash64(a.timestamp, b.timestamp)) FROM logboom.logs AS a CROSS JOIN logboom.logs AS b';
