import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ClientError, LogboomClient } from '@logboom/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './kit/command.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';
import { snippetsOf } from './kit/snippets.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

describe('the client', () => {
  let directory: TemporaryDirectory;
  let server: ServerProcess;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    server = await ServerProcess.start({ data: `${directory.path}/data` });
  });

  afterAll(async () => {
    await server?.stop();
    await directory?.[Symbol.asyncDispose]();
  });

  it('does what its page shows', async () => {
    const snippets = (await snippetsOf('docs/client.md')).filter(({ language }) => language === 'ts');
    const shown: string[] = [];
    for (const { text } of snippets) {
      const code = text
        .replace('http://127.0.0.1:8888', server.url)
        .replace('// Rows as', `${FOUND}\n// Rows as`);
      const args = ['--conditions=logboom-source', '--input-type=module', '--eval', code];
      shown.push((await promisify(execFile)(process.execPath, args, { cwd: ROOT })).stdout);
    }
    const [first, built, tail] = shown;
    expect(first).toBe('no money u1\n2 sent, 1 found\n');
    expect(built).toBe(
      '_time:5m level:=error money | stats by (service) count(*) as count, max(user) as "last" | sort by (count desc)\n' +
        "shop 2 u1\nstring [ 'user' ]\n* | stats by (_time:1m, level) count(*) as count\n",
    );
    expect(tail).toBe('no money\npaid\n');
  });

  it('sends a batch again through a proxy that fails, and it is stored once', async () => {
    let tries = 0;
    const proxy = createServer(async (request, response) => {
      tries++;
      if (tries === 1) return void response.writeHead(503, { 'retry-after': '0' }).end('busy');
      const body = (await Array.fromAsync(request)) as Buffer[];
      const headers = { 'idempotency-key': String(request.headers['idempotency-key']) };
      const url = `${server.url}${request.url}`;
      const answer = await fetch(url, { method: 'POST', headers, body: Buffer.concat(body) });
      // Stored, and the answer is lost.
      if (tries === 2) return void response.destroy();
      response.writeHead(answer.status).end(await answer.text());
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const client = new LogboomClient({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    const result = await client.send([{ service: 'retry', message: 'one' }]);
    expect(result).toMatchObject({ accepted: 1, rejected: 0 });
    expect(tries).toBe(3);
    proxy.close();
    await new LogboomClient({ url: server.url }).send([{ service: 'retry', message: 'last' }]);
    const rows = await queryRows(server.url, 'service:retry | sort by (_time)', 2);
    expect(rows.map(({ _msg }) => _msg)).toEqual(['one', 'last']);
  });

  it('does not repeat what is refused', async () => {
    const error = await Array.fromAsync(new LogboomClient({ url: server.url }).query('level:')).catch(String);
    expect(error).toContain('ClientError');
    const elsewhere = new LogboomClient({ url: `${server.url}/nowhere` });
    await expect(elsewhere.send([{}])).rejects.toThrow(ClientError);
  });

  it.each([
    ['csv', '_msg,user\r\nno money,u1\r\n'],
    ['json', '{"_msg":"no money","user":"u1"}\n'],
    ['logfmt', '_msg="no money" user=u1\n'],
    ['table', '_msg      user\nno money  u1\n'],
  ])('logboom query -o %s', async (format, expected) => {
    const query = 'service:shop level:error | fields _msg, user';
    const args = ['query', query, '--server', server.url, '--since', '1h', '--until', 'now', '-o', format];
    const { code, stdout, stderr } = await runCommand(args);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expected, stderr: '' });
  });

  it('logboom query --until keeps to the time', async () => {
    const args = ['query', 'service:shop', '--server', server.url, '--until', '1h', '-o', 'json'];
    expect(await runCommand(args)).toEqual({ code: 1, stdout: '', stderr: '' });
  });
});

/** A record is found within a second; the example asks at once. */
const FOUND = `while ((await Array.fromAsync(client.query('service:shop'))).length < accepted) {}`;
