import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUnpacked } from '../kit/debian.ts';
import { numbers, RECORDS, Stand } from './stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await Stand.start();
});
afterAll(() => stand[Symbol.asyncDispose]());

describe('@elastic/elasticsearch sends 1,000 records, each found once', () => {
  test.each(['index', 'create'] as const)('%s', async (operation) => {
    const client = new Client({ node: stand.url, compression: operation === 'create' });
    expect(await client.ping()).toBe(true);
    const documents = numbers().map((number, index) => ({
      '@timestamp': new Date(Date.UTC(2026, 6, 1) + index).toISOString(),
      message: `${operation} ${number}`,
      log: { level: index % 2 === 0 ? 'warn' : 'error', logger: 'shop.cart' },
      service: { name: 'elastic-shop' },
      host: { name: 'node-9' },
      trace: { id: 'ab'.repeat(16) },
      count: index,
    }));
    const result = await client.helpers.bulk({
      datasource: documents,
      flushBytes: 20_000,
      onDocument: () => ({ [operation]: { _index: 'logs-shop' } }) as { index: { _index: string } },
    });
    expect(result).toMatchObject({ total: RECORDS, successful: RECORDS, failed: 0 });
    await client.close();
    const records = await stand.found(
      RECORDS,
      `source = 'elasticsearch' AND startsWith(message, '${operation} ')`,
    );
    for (const [index, record] of records.entries()) {
      const time = documents[index]?.['@timestamp'].slice(0, 23).replace('T', ' ');
      expect(record).toMatchObject({
        message: `${operation} ${numbers()[index]}`,
        timestamp: `${time}000000`,
        level: index % 2 === 0 ? 'warn' : 'error',
        service: 'elastic-shop',
        logger: 'shop.cart',
        host: 'node-9',
        trace_id: 'ab'.repeat(16),
        attributes: { count: String(index), _index: 'logs-shop' },
      });
    }
  });
});

test('rsyslogd with omelasticsearch sends 1,000 records, each found once', async () => {
  const { program, env } = findUnpacked('rsyslog-elasticsearch', 'usr/sbin/rsyslogd');
  const work = await mkdtemp(join(tmpdir(), 'logboom-test-'));
  const libraries = env.LD_LIBRARY_PATH?.split(':') ?? [];
  const modules = libraries.map((path) => join(path, 'rsyslog')).join(':');
  const configuration = join(work, 'rsyslog.conf');
  const socket = join(work, 'in.sock');
  await writeFile(
    configuration,
    `global(workDirectory="${work}")
module(load="imptcp")
input(type="imptcp" path="${socket}" unlink="on")
module(load="omelasticsearch")
template(name="logboom" type="list" option.jsonf="on") {
  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="host.name" name="hostname" format="jsonf")
  property(outname="service.name" name="programname" format="jsonf")
  property(outname="log.level" name="syslogseverity-text" format="jsonf")
  property(outname="message" name="msg" format="jsonf")
}
action(type="omelasticsearch" server="127.0.0.1" serverport="${stand.port}" template="logboom"
  searchIndex="rsyslog" searchType="" bulkmode="on" action.resumeRetryCount="-1")
`,
  );
  const child = spawn(program, ['-n', '-f', configuration, '-i', join(work, 'pid'), '-M', modules], {
    env,
    stdio: 'ignore',
  });
  try {
    const connection = await connectSoon(socket);
    for (const [index, number] of numbers().entries()) {
      const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString();
      connection.write(`<${index % 2 === 0 ? 12 : 11}>1 ${time} node-10 cart 42 - - rsyslog ${number}\n`);
    }
    connection.end();
    const records = await stand.found(RECORDS, "source = 'elasticsearch' AND service = 'cart'");
    for (const [index, record] of records.entries()) {
      const time = new Date(Date.UTC(2026, 6, 1) + index).toISOString().slice(0, 23).replace('T', ' ');
      expect(record).toMatchObject({
        message: `rsyslog ${numbers()[index]}`,
        timestamp: `${time}000000`,
        level: index % 2 === 0 ? 'warn' : 'error',
        host: 'node-10',
        attributes: { _index: 'rsyslog' },
      });
    }
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    await rm(work, { recursive: true, force: true });
  }
});

async function connectSoon(path: string): Promise<ReturnType<typeof connect>> {
  for (let attempt = 0; ; attempt++) {
    const connection = connect(path);
    try {
      await once(connection, 'connect');
      return connection;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(50);
    }
  }
}

describe('answers', () => {
  const bulk = (lines: string[], path = '/_bulk') =>
    fetch(stand.url + path, { method: 'POST', body: `${lines.join('\n')}\n` });

  test('items stand in the order of the actions, errors in place', async () => {
    const response = await bulk(
      [
        '{"create":{}}',
        '{"message":"in place 1"}',
        '{"index":{"_index":"other","_id":"7"}}',
        '{"message":',
        '{"delete":{"_id":"1"}}',
        '{"update":{"_id":"1"}}',
        '{"doc":{}}',
        '{"create":{}}',
        '{"message":"in place 2"}',
      ],
      '/insert/elasticsearch/shop/_bulk',
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      errors: true,
      items: [
        { create: { _index: 'shop', status: 201 } },
        { index: { _index: 'other', _id: '7', status: 400, error: { type: 'document_parsing_exception' } } },
        { delete: { status: 400 } },
        { update: { status: 400 } },
        { create: { _index: 'shop', status: 201 } },
      ],
    });
    await stand.found(2, "message LIKE 'in place %'");
  });

  test('an action that cannot be read refuses the request, and nothing of it is kept', async () => {
    const response = await bulk([
      '{"create":{}}',
      '{"message":"not kept"}',
      '{"crate":{}}',
      '{"message":"not kept"}',
    ]);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      status: 400,
      error: { type: 'illegal_argument_exception', reason: expect.stringContaining('line 3') },
    });
    await bulk(['{"create":{}}', '{"message":"kept after it"}']);
    await stand.found(1, "message IN ('not kept', 'kept after it')");
  });

  test('the calls that shippers make first', async () => {
    const json = async (path: string, method = 'GET') =>
      (await fetch(stand.url + path, { method, headers: { accept: 'application/json' } })).json();
    expect(await json('/')).toMatchObject({ version: { number: expect.stringMatching(/^8\./) } });
    expect(await json('/insert/elasticsearch/')).toMatchObject({ cluster_name: 'logboom' });
    expect(await json('/_license')).toMatchObject({ license: { status: 'active' } });
    expect(await json('/_ilm/policy/filebeat')).toEqual({});
    expect(await json('/_index_template/filebeat', 'PUT')).toEqual({ acknowledged: true });
    const page = await fetch(stand.url, { headers: { accept: 'text/html,*/*' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  });
});
