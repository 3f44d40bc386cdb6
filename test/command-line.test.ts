import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { LogboomClient } from '@logboom/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, runCommand, startCommand } from './kit/command.ts';
import { TemporaryDirectory } from './kit/directory.ts';
import { until } from './kit/poll.ts';
import { queryRows } from './kit/query.ts';
import { ServerProcess } from './kit/server-process.ts';
import { snippetsOf } from './kit/snippets.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = 'docs/command-line.md';

let directory: TemporaryDirectory;
let server: ServerProcess;
let client: LogboomClient;

/** Ten records a second apart; the fifth is an error. */
const RECORDS = Array.from({ length: 10 }, (_, n) => ({
  time: `2026-07-01T10:00:0${n}Z`,
  service: 'shop',
  level: n === 5 ? 'error' : 'info',
  message: n === 5 ? 'no money, "again"' : `step ${n}`,
  user: `u${n}`,
}));

beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: `${directory.path}/data` });
  client = new LogboomClient({ url: server.url });
  await client.send(RECORDS);
  await queryRows(server.url, 'service:shop', RECORDS.length);
});

afterAll(async () => {
  await server?.stop();
  await directory?.[Symbol.asyncDispose]();
});

function logboom(args: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return runCommand(args, { env: { LOGBOOM_URL: server.url, ...env } });
}

describe('logboom query', () => {
  it('shows records for people, in colour where that is wanted', async () => {
    const plain = await logboom(['query', 'level:error service:shop']);
    expect(plain.stdout).toBe('2026-07-01T10:00:05.000000000Z ERROR shop no money, "again" user=u5\n');
    const coloured = await logboom(['query', 'level:error service:shop'], { FORCE_COLOR: '1' });
    expect(coloured.stdout).toContain('\x1b[31mERROR\x1b[0m');
    const none = await logboom(['query', 'level:error service:shop'], { NO_COLOR: '1' });
    expect(none.stdout).toBe(plain.stdout);
  });

  it('shows the records around what it found, as grep -C', async () => {
    const { stdout } = await logboom(['query', '-C', '1', '"no money" or "step 1"']);
    const lines = stdout.replace(/^(> | {2})\S+ \w+ +shop (.*) user=.*$/gm, '$1$2');
    expect(lines).toBe('  step 0\n> step 1\n  step 2\n--\n  step 4\n> no money, "again"\n  step 6\n');
    const json = await logboom(['query', '-B', '1', '-o', 'json', '"no money"']);
    const rows = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(rows.map(({ user, _hit }) => [user, _hit])).toEqual([
      ['u4', undefined],
      ['u5', 'true'],
    ]);
  });

  it('ends as grep does', async () => {
    expect(await logboom(['query', 'nothing_like_this'])).toEqual({ code: 1, stdout: '', stderr: '' });
    const unreachable = await logboom(['query', '*', '--server', '127.0.0.1:9']);
    expect(unreachable.code).toBe(2);
    expect(unreachable.stderr).toContain('logboom serve');
  });

  it('points at a mistake', async () => {
    const { code, stdout, stderr } = await logboom(['query', 'level:error | limt 5 |']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const [, line, caret] = stderr.split('\n');
    expect(line).toBe('  level:error | limt 5 |');
    expect(caret).toMatch(/^ +\^$/);
  });

  it('ends in silence when whoever reads has gone', async () => {
    const script = `'${process.execPath}' --conditions=logboom-source packages/cli/src/bin.ts query '*' -f | head -n 3 | wc -l`;
    const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
      cwd: ROOT,
      env: { ...process.env, LOGBOOM_URL: server.url },
    });
    const sending = setInterval(() => void client.send([{ message: 'more' }]), 50);
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    clearInterval(sending);
    expect({ stdout: stdout.trim(), stderr, code: child.exitCode }).toEqual({
      stdout: '3',
      stderr: '',
      code: 0,
    });
  });

  it('tells on a terminal how far it is, and leaves nothing behind', async () => {
    const slow = createServer((_request, response) => {
      setTimeout(() => response.end('{"n":"1"}\n'), 1_500);
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const node = `${process.execPath} --conditions=logboom-source packages/cli/src/bin.ts`;
    const command = `${node} query '*' > /dev/null`;
    const env = { ...process.env, LOGBOOM_URL: url };
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: ROOT, env });
    const [shown] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(shown).toMatch(/ s, 0 found/);
    expect(shown.endsWith('\r\x1b[K')).toBe(true);
    slow.close();
  });
});

describe('logboom tail', () => {
  it.each([
    ['json', (line: string) => (JSON.parse(line) as { n: string }).n],
    ['logfmt', (line: string) => /\bn=(\S+)/.exec(line)?.[1]],
    ['csv', (line: string) => /""n"":""(\w+)""/.exec(line)?.[1]],
    ['table', (line: string) => /\bn=(\w+)/.exec(line)?.[1]],
    ['pretty', (line: string) => /\bn=(\S+)/.exec(line)?.[1]],
  ])('gives the past, then what comes, as %s', async (format, read) => {
    const service = `tail-${format}`;
    await client.send([{ service, n: 'past' }]);
    const child = startCommand(['tail', `service:${service}`, '--since', '1h', '-o', format], {
      env: { LOGBOOM_URL: server.url },
    });
    let output = '';
    child.stdout!.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
    await until('the past', () => output.includes('past'), { deadline: 30_000 });
    await client.send([{ service, n: 'live' }]);
    await until('what comes', () => output.includes('live'), { deadline: 30_000 });
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(0);
    const lines = output.trim().split(/\r?\n/);
    expect(lines.slice(-2).map(read)).toEqual(['past', 'live']);
  });

  it('ends at --until', async () => {
    const end = new Date(Date.now() + 3_000).toISOString();
    expect(await logboom(['tail', 'service:none', '--until', end])).toMatchObject({ code: 0, stdout: '' });
    const over = await logboom(['tail', '--until', '2026-07-01']);
    expect(over).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('logboom query --until') as string,
    });
  });
});

it('the commands of its page work', async () => {
  for (const { language, text: code } of await snippetsOf(PAGE)) {
    if (language !== 'sh') continue;
    const script = `logboom() { '${process.execPath}' --conditions=logboom-source '${ROOT}packages/cli/src/bin.ts' "$@"; }\n${code}`;
    // A tail has no end of its own.
    const ended = script.replace(
      /^logboom tail/gm,
      `timeout 3 '${process.execPath}' --conditions=logboom-source '${ROOT}packages/cli/src/bin.ts' tail`,
    );
    const child = spawn('bash', ['-c', ended], {
      cwd: directory.path,
      env: { ...process.env, LOGBOOM_URL: server.url, HOME: directory.path },
    });
    const [, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ code, stderr }).toEqual({ code, stderr: '' });
  }
});
