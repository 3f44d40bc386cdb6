import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryDirectory } from './kit/directory.ts';
import { OutsideStore } from './kit/outside-store.ts';
import { until } from './kit/poll.ts';
import { ServerProcess } from './kit/server-process.ts';

const DASHBOARD = {
  title: 'What happens now',
  last: '1h',
  variables: [{ name: 'service', value: 'shop' }],
  panels: [
    { id: 'a', title: 'Errors', kind: 'single value', query: '* | stats count()', width: 4, height: 4 },
  ],
};

interface Answer {
  status: number;
  etag: string | null;
  body: Record<string, unknown>;
}

describe('dashboards and saved queries', () => {
  let store: OutsideStore;
  let directories: TemporaryDirectory[];
  let nodes: ServerProcess[];

  beforeAll(async () => {
    store = await OutsideStore.start();
    directories = await Promise.all([TemporaryDirectory.create(), TemporaryDirectory.create()]);
    nodes = await Promise.all(
      directories.map(({ path }) => ServerProcess.start({ data: path, flags: store.flags })),
    );
    for (const node of nodes)
      await until('the store', async () => (await node.status()).problems.length === 0, { deadline: 60_000 });
  });

  afterAll(async () => {
    for (const node of nodes ?? []) await node.stop();
    await store?.[Symbol.asyncDispose]();
    for (const directory of directories ?? []) await directory[Symbol.asyncDispose]();
  });

  async function ask(
    node: number,
    path: string,
    method = 'GET',
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${nodes[node]!.url}/api/v1/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: answer === '' ? {} : JSON.parse(answer),
    };
  }

  it('what one node keeps, every node of the store has', async () => {
    const made = await ask(0, 'dashboards/first', 'PUT', DASHBOARD);
    expect(made).toMatchObject({
      status: 200,
      etag: '"1"',
      body: { id: 'first', version: 1, body: DASHBOARD },
    });
    expect(await ask(1, 'dashboards/first')).toEqual(made);
    const changed = await ask(
      1,
      'dashboards/first',
      'PUT',
      { ...DASHBOARD, title: 'Now' },
      { 'if-match': '"1"' },
    );
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await ask(0, 'dashboards')).body).toEqual({ dashboards: [changed.body] });
    expect((await ask(0, 'queries')).body).toEqual({ queries: [] });
  });

  it('a change of what has changed meanwhile is refused with what there is by now', async () => {
    const query = (name: string): object => ({ name, query: 'level:error' });
    const put = (name: string, headers: Record<string, string>): Promise<Answer> =>
      ask(0, 'queries/errors', 'PUT', query(name), headers);
    expect((await put('one', { 'if-none-match': '*' })).status).toBe(200);
    expect(await put('two', { 'if-none-match': '*' })).toMatchObject({ status: 409 });
    expect((await put('two', { 'if-match': '"1"' })).status).toBe(200);
    expect(await put('three', { 'if-match': '"1"' })).toMatchObject({
      status: 409,
      body: { code: 'LB_DOCUMENT_CONFLICT', current: { version: 2, body: query('two') } },
    });
    // Of many at once that change the same version, one wins.
    const racers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => put(`${index}`, { 'if-match': '2' })),
    );
    expect(racers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);

    expect((await ask(0, 'queries/errors', 'DELETE', undefined, { 'if-match': '"1"' })).status).toBe(409);
    expect((await ask(0, 'queries/errors', 'DELETE')).status).toBe(204);
    expect(await ask(1, 'queries/errors')).toMatchObject({
      status: 404,
      body: { code: 'LB_DOCUMENT_UNKNOWN' },
    });
    expect((await ask(1, 'queries/errors', 'DELETE')).status).toBe(404);
    expect(await put('late', { 'if-match': '"3"' })).toMatchObject({ status: 409, body: { current: null } });
    // Made anew it does not take a version that somebody may still hold.
    expect((await put('again', {})).body).toMatchObject({ version: 5 });
  });

  it.each([
    ['no JSON', 'dashboards/x', '{', 400, /it is not JSON/],
    ['no title', 'dashboards/x', { ...DASHBOARD, title: ' ' }, 400, /cannot be kept: title: it needs a text/],
    [
      'an unknown kind of panel',
      'dashboards/x',
      { ...DASHBOARD, panels: [{ ...DASHBOARD.panels[0], kind: 'pie' }] },
      400,
      /panels\[0\]\.kind: .*"heat map"/,
    ],
    [
      'two panels of one id',
      'dashboards/x',
      { ...DASHBOARD, panels: [DASHBOARD.panels[0], DASHBOARD.panels[0]] },
      400,
      /panels\[1\]\.id: another panel has this id already/,
    ],
    [
      'a field nobody knows',
      'queries/x',
      { name: 'a', query: '*', color: 'red' },
      400,
      /Unrecognized key: "color"/,
    ],
    ['an id with a slash', 'queries/a%2Fb', { name: 'a', query: '*' }, 400, /1 to 64 letters/],
    ['too much', 'queries/x', { name: 'a', query: 'x'.repeat(40_000) }, 413, /more than 32768 bytes/],
  ])('refuses %s and says why', async (_what, path, body, status, message) => {
    const answer = await ask(0, path, 'PUT', body);
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
    expect((await ask(0, 'queries/x')).status).toBe(404);
  });

  it('keeps so many, and no more', async () => {
    const { body } = await ask(0, 'queries');
    const room = 1000 - (body.queries as unknown[]).length;
    await store.store.client.command({
      query: `INSERT INTO logboom.documents (kind, id, version, body)
        SELECT 'query', concat('q', toString(number)), 1, '{"name":"n","query":"*"}' FROM numbers(${room})`,
    });
    expect(await ask(0, 'queries/more', 'PUT', { name: 'a', query: '*' })).toMatchObject({
      status: 422,
      body: { code: 'LB_DOCUMENTS_FULL', message: expect.stringMatching(/1000 .* Remove one first/) },
    });
    expect((await ask(0, 'queries/q1', 'PUT', { name: 'changed', query: '*' })).status).toBe(200);
  });

  it('is described', async () => {
    const { body } = await ask(0, '../openapi.json');
    const { paths } = body as { paths: Record<string, object> };
    for (const kind of ['dashboards', 'queries']) {
      expect(Object.keys(paths[`/api/v1/${kind}`]!)).toEqual(['get']);
      expect(Object.keys(paths[`/api/v1/${kind}/{id}`]!).sort()).toEqual(['delete', 'get', 'put']);
    }
    expect(Object.keys(paths['/api/v1/storage']!)).toEqual(['get']);
  });
});
