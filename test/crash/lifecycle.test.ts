import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { OutsideStore } from '../kit/outside-store.ts';
import { until } from '../kit/poll.ts';
import { occupyPort } from '../kit/ports.ts';
import { newRandom } from '../kit/random.ts';
import { ServerProcess } from '../kit/server-process.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const post = (server: ServerProcess, records: object[]): Promise<Response> =>
  fetch(`${server.url}/api/v1/logs`, { method: 'POST', body: JSON.stringify(records) });

test('kill -9 of the server ends its engine', async () => {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  const engine = await server.enginePid();
  expect(isAlive(engine)).toBe(true);
  await server.kill();
  await until('the end of the engine', () => !isAlive(engine), { deadline: 5_000 });
});

test('an engine that was killed is started again', async () => {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  process.kill(await server.enginePid(), 'SIGKILL');
  await until('the engine is back', async () => {
    const { engine } = await server.status();
    return engine.restarts === 1 && engine.state === 'running';
  });
  await until('the server is ready', async () => (await fetch(`${server.url}/ready`)).ok);
  await server.stop();
});

test('a second server on a data directory is told who holds it, and harms nothing', async () => {
  await using data = await TemporaryDirectory.create();
  await using first = await ServerProcess.start({ data: data.path });
  await using second = ServerProcess.launch({ data: data.path });
  const { code, log } = await second.exited();
  expect(code).toBe(1);
  expect(log).toContain(`is in use by another Logboom (process ${first.child.pid})`);
  expect((await post(first, [{ message: 'still here' }])).status).toBe(200);
  await first.stop();
});

test('a second server is told so also while the first one is stopped', async () => {
  await using data = await TemporaryDirectory.create();
  await using first = await ServerProcess.start({ data: data.path });
  first.child.kill('SIGSTOP');
  await using second = ServerProcess.launch({ data: data.path });
  const { code, log } = await second.exited();
  first.child.kill('SIGCONT');
  expect(code).toBe(1);
  expect(log).toContain('is in use by another Logboom');
});

test('a busy HTTP port is an error that names it', async () => {
  await using data = await TemporaryDirectory.create();
  await using busy = await occupyPort();
  await using server = ServerProcess.launch({ data: data.path, flags: { 'http.listen': busy.address } });
  const { code, log } = await server.exited();
  expect(code).toBe(1);
  expect(log).toContain(`Port ${busy.address} for http.listen is already in use`);
});

test('a busy port of an input is a warning, and only that input stays off', async () => {
  await using data = await TemporaryDirectory.create();
  await using busy = await occupyPort();
  await using server = await ServerProcess.start({
    data: data.path,
    flags: { 'inputs.lines.tcp': busy.address },
  });
  expect(server.addresses).toHaveProperty('http');
  expect(server.addresses).not.toHaveProperty('inputs.lines.tcp');
  expect(server.log).toMatch(/WARN .*inputs\.lines\.tcp/);
  await server.stop();
});

test('an outside ClickHouse serves through the same code, also when it is away at start', async () => {
  await using data = await TemporaryDirectory.create();
  await using outside = await OutsideStore.start();
  outside.signal('SIGSTOP');
  await using server = await ServerProcess.start({ data: data.path, flags: outside.flags });
  expect((await post(server, [{ message: 'kept while the store was away' }])).status).toBe(200);
  expect((await fetch(`${server.url}/ready`)).status).toBe(503);
  outside.signal('SIGCONT');
  await until('the record', async () => (await outside.count()).records > 0, { deadline: 20_000 });
  await until('the server is ready', async () => (await fetch(`${server.url}/ready`)).ok);
  expect((await outside.count("message = 'kept while the store was away'")).records).toBe(1);
  await server.stop();
});

test('a store that cannot be reached does not keep a server from stopping', async () => {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({
    data: data.path,
    flags: { 'store.url': 'http://127.0.0.1:1' },
  });
  await post(server, [{ message: 'stays in the spool' }]);
  await server.stop();
});

test('an engine that is stopped does not keep a server from stopping', async () => {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path });
  process.kill(await server.enginePid(), 'SIGSTOP');
  await post(server, [{ message: 'stays in the spool' }]);
  await server.stop();
});

test('a server that is stopped while its engine is started again ends, and its engine with it', async () => {
  const random = newRandom('stop during restart');
  for (let round = 0; round < 5; round++) {
    await using data = await TemporaryDirectory.create();
    await using server = await ServerProcess.start({ data: data.path });
    process.kill(await server.enginePid(), 'SIGKILL');
    await sleep(random.below(600));
    await server.stop();
  }
});
