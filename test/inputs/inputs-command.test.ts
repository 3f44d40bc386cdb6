import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { InputStatus, InputWay } from '@logboom/client';
import { configOptions } from '@logboom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../kit/certificate.ts';
import { runCommand } from '../kit/command.ts';
import { Daemon, runProgram } from '../kit/daemon.ts';
import { findUnpacked } from '../kit/debian.ts';
import { TemporaryDirectory } from '../kit/directory.ts';
import { freePort } from '../kit/free-port.ts';
import { until } from '../kit/poll.ts';
import { parseHostPort } from '../kit/ports.ts';
import { Receiver } from '../kit/receiver.ts';
import { allRead } from '../kit/sources.ts';

/** Ways in whose first line needs a program that no package registry here has: the command nats. */
const NOT_RUN = new Set(['inputs.nats.subjects']);

let files: TemporaryDirectory;
let receiver: Receiver;
let redis: Daemon;
let taken: string;
let path: string;
const blocker = createServer();

beforeAll(async () => {
  files = await TemporaryDirectory.create();
  await mkdir(join(files.path, 'bin'));
  await symlink(findUnpacked('netcat', 'bin/nc.openbsd').program, join(files.path, 'bin', 'nc'));
  path = `${join(files.path, 'bin')}:${process.env.PATH}`;
  const { certificate, key } = await makeCertificate(files.path);
  const port = await freePort();
  redis = Daemon.start('redis-server', ['--port', String(port), '--save', '', '--dir', files.path]);
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  taken = `127.0.0.1:${(blocker.address() as { port: number }).port}`;
  receiver = await Receiver.start({
    'inputs.redis.url': `redis://127.0.0.1:${port}`,
    'inputs.redis.channels': 'logs',
    'inputs.redis.lists': 'queue',
    'inputs.redis.streams': 'events',
    'inputs.nats.url': 'nats://127.0.0.1:1',
    'inputs.nats.subjects': 'logs.>',
    'inputs.syslog.certificate': certificate,
    'inputs.syslog.key': key,
    'inputs.lines.tcp': taken,
    'inputs.aws': 'off',
  });
  await allRead(receiver.server, 'redis', 3);
});

afterAll(async () => {
  blocker.close();
  await receiver?.[Symbol.asyncDispose]();
  await redis?.stop();
  await files?.[Symbol.asyncDispose]();
});

const logboom = (...args: string[]) => runCommand([...args, '--server', receiver.server.url]);

async function inputs(): Promise<InputStatus[]> {
  const { stdout } = await logboom('inputs', '--format', 'json');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as InputStatus);
}

describe('logboom inputs', () => {
  test('says what listens, what is connected, what failed and why, and what is off', async () => {
    const states = Object.fromEntries((await inputs()).map(({ name, state }) => [name, state]));
    expect(states).toEqual({
      http: 'listening',
      lines: 'failed',
      python: 'listening',
      syslog: 'listening',
      gelf: 'listening',
      forward: 'listening',
      redis: 'connected',
      nats: 'connecting',
      otlp: 'listening',
      loki: 'listening',
      elasticsearch: 'listening',
      splunk: 'listening',
      clef: 'listening',
      datadog: 'listening',
      journald: 'listening',
      aws: 'off',
    });
    const { code, stdout } = await logboom('inputs');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^INPUT +STATE +ADDRESS +LAST RECORD +RECORDS +REJECTED\n/);
    expect(stdout).toMatch(/^lines +failed +tcp 127\.0\.0\.1:\d+ +never +0 +0\n {4}why: .*EADDRINUSE/m);
    expect(stdout).toMatch(/^nats +connecting +subjects nats:\/\/127\.0\.0\.1:1 logs\.>/m);
    expect(stdout).toMatch(/^aws +off +never +0 +0$/m);
    const python = receiver.server.addresses['inputs.python.tcp']!;
    expect(stdout).toContain(`python         listening   tcp ${python}`);
    expect(stdout).toContain(`    try: python3 -c 'import logging`);
  });

  test('counts what came, what was refused, and says when', async () => {
    const url = `${receiver.server.url}/api/v1/logs`;
    const body = '{"message":"one"}\n{"message":"two"}\nno json\n';
    const before = (await inputs()).find(({ name }) => name === 'http')!;
    await fetch(url, { method: 'POST', body });
    const { records, rejected, reasons, lastRecordAt, lagSeconds, bytes } = (await inputs()).find(
      ({ name }) => name === 'http',
    )!;
    expect({ records, rejected, reasons }).toEqual({
      records: before.records + 2,
      rejected: before.rejected + 1,
      reasons: { LB_RECORD_INVALID: before.rejected + 1 },
    });
    expect(bytes).toBeGreaterThan(before.bytes);
    expect(lagSeconds).toBeLessThan(60);
    expect(Date.now() - Date.parse(lastRecordAt!)).toBeLessThan(60_000);
    const { stdout } = await logboom('inputs', 'http');
    expect(stdout).toMatch(/^http +listening +http 127\.0\.0\.1:\d+ +\d+ s ago +\d+ +\d+$/m);
    expect(stdout).toContain('Idempotency-Key: my-batch-1');
  });

  test('shows only what was asked for, and says when there is no such input', async () => {
    expect((await logboom('inputs', 'gelf', '--format', 'json')).stdout.trim().split('\n')).toHaveLength(1);
    const { code, stderr } = await logboom('inputs', 'carrier-pigeon');
    expect(code).toBe(1);
    expect(stderr).toMatch(/no input 'carrier-pigeon'; there are http, lines, python/);
  });

  test('says so when no server answers', async () => {
    const { code, stderr } = await runCommand(['inputs', '--server', 'http://127.0.0.1:1']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/No server answers at http:\/\/127\.0\.0\.1:1/);
  });
});

/** Runs the first line of a way in, in a shell, and waits for the record. */
async function tryOut(name: string, { key, snippets }: InputWay, from: Receiver): Promise<void> {
  const { text } = snippets[0]!;
  const before = (await from.server.input(name)).records;
  const ran = runProgram('sh', ['-c', text], { env: { ...process.env, PATH: path }, timeout: 20_000 });
  await until(`the record of ${key}: ${text}`, async () => (await from.server.input(name)).records > before, {
    deadline: 20_000,
  });
  await ran.catch((cause: unknown) => expect.fail(`${key}: ${text}: ${String(cause)}`));
}

const messagesOf = async (from: Receiver, name: string): Promise<string[]> => {
  const condition = "source = {name:String} AND startsWith(message, 'Hello')";
  return (await from.records(1, condition, { name })).map(({ message }) => message);
};

test('the line to test works for every way in, in any shell', { timeout: 120_000 }, async () => {
  const all = await inputs();
  for (const { name, ways } of all) {
    for (const way of ways) {
      if (way.state === 'failed' || NOT_RUN.has(way.key)) continue;
      expect(way.snippets, way.key).not.toEqual([]);
      await tryOut(name, way, receiver);
    }
  }
  for (const { name, state } of all) {
    if (state !== 'listening' && state !== 'connected') continue;
    expect((await messagesOf(receiver, name)).filter((message) => message.length > 40)).toEqual([]);
  }
});

test('where a token is needed, the lines show its place', { timeout: 60_000 }, async () => {
  await using secured = await Receiver.start({ ...receiver.storeFlags, 'auth.tokens': 'TOKEN' });
  for (const { name } of await inputs()) {
    if (name === 'forward') continue;
    for (const way of (await secured.server.input(name)).ways) await tryOut(name, way, secured);
  }
});

test('every input can be turned off', async () => {
  const names = (await inputs()).map(({ name }) => name);
  const listeners = configOptions().filter(
    ({ key, default: value }) => key.startsWith('inputs.') && /:\d+$|^on$/.test(value),
  );
  const flags = Object.fromEntries(listeners.map(({ key }) => [key, 'off']));
  await using none = await Receiver.start({ ...receiver.storeFlags, ...flags });
  const { addresses } = none.server;
  expect(Object.keys(addresses)).toEqual(['http']);
  for (const name of names) expect(await none.server.input(name)).toMatchObject({ state: 'off', ways: [] });
  for (const { name, ways } of await inputs()) {
    for (const { key, snippets } of ways) {
      if (key !== 'http') continue;
      const path = /http:\/\/[^/]+(\/\S*)/.exec(snippets[0]!.text)?.[1] ?? '/insert/python';
      const response = await fetch(`http://${addresses.http}${path}`, { method: 'POST', body: '{}' });
      expect(response.status, `${name} ${path}`).toBe(404);
    }
  }
});

test('an address of all interfaces is shown as it is reached', async () => {
  const all = await Receiver.start({
    ...receiver.storeFlags,
    'http.listen': '0.0.0.0:0',
    'inputs.gelf.tcp': '0.0.0.0:0',
  });
  await using _ = all;
  const { port } = parseHostPort(all.server.addresses.http!);
  const response = await fetch(`http://localhost:${port}/api/v1/inputs`);
  const { inputs: shown } = (await response.json()) as { inputs: InputStatus[] };
  const ways = shown.flatMap((input) => input.ways);
  expect(ways.find(({ key }) => key === 'inputs.gelf.tcp')?.address).toMatch(/^localhost:\d+$/);
  expect(JSON.stringify(shown)).not.toContain('0.0.0.0');
  expect(ways[0]!.snippets[0]!.text).toContain(`curl http://localhost:${port}/api/v1/logs`);
});
