import { spawnSync } from 'node:child_process';
import { mkdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { sendUntilAcknowledged } from '../kit/http-sender.ts';
import { until } from '../kit/poll.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { Load } from './load.ts';

/** A disk of a few megabytes. */
class TinyDisk {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async mount(path: string, megabytes: number): Promise<TinyDisk> {
    await mkdir(path, { recursive: true });
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
    if (status !== 0) throw new Error(`mount: ${stderr}`);
    return new TinyDisk(path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    spawnSync('umount', ['-l', this.path]);
  }
}

const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;
const why = canMount ? '' : ' (skipped: only root can mount a small disk)';

const record = (message: string): object => ({ message, filler: 'x'.repeat(2_000) });

async function post(server: ServerProcess, message: string): Promise<{ status: number; code?: string }> {
  const body = JSON.stringify(Array.from({ length: 50 }, (_, i) => record(`${message}-${i}`)));
  const response = await fetch(`${server.url}/api/v1/logs`, { method: 'POST', body });
  return { status: response.status, ...((await response.json()) as { code?: string }) };
}

test.runIf(canMount)(`a full disk is told to senders, loses nothing, and recovers${why}`, async () => {
  await using data = await TemporaryDirectory.create();
  await using _disk = await TinyDisk.mount(join(data.path, 'spool'), 8);
  await using server = await ServerProcess.start({ data: data.path });
  const filler = join(data.path, 'spool', 'filler');
  const load = new Load({ url: () => server.url, lines: () => server.addresses['inputs.lines.tcp']! });
  // Somebody else fills the disk under load ...
  load.start({ http: 1, lines: 1 });
  await until('records on their way', () => load.acknowledged.size > 500);
  await writeFile(filler, Buffer.alloc(16 * 1024 * 1024)).catch(() => undefined);
  let tries = 0;
  const refused = await until('a refusal', async () => {
    const name = `try-${tries++}`;
    const answer = await post(server, name);
    for (let i = 0; i < 50; i++) load.sent.add(`${name}-${i}`);
    return answer.status === 200 ? undefined : answer;
  });
  expect(refused).toMatchObject({ status: 503, code: 'LB_SPOOL_FAILED' });
  // ... and makes room again.
  await unlink(filler);
  const before = load.acknowledged.size;
  await until('acknowledgements again', () => load.acknowledged.size > before);
  await load.finish(30_000);
  await until('an empty spool', async () => (await server.status()).spool.bytes === 0, { deadline: 60_000 });
  await server.stop();
  await expectExactlyOnce(data.path, load);
});

test.runIf(canMount)(`a disk that the spool itself has filled is emptied by inserts${why}`, async () => {
  await using data = await TemporaryDirectory.create();
  await using _disk = await TinyDisk.mount(join(data.path, 'spool'), 8);
  await using server = await ServerProcess.start({ data: data.path });
  const engine = await server.enginePid();
  process.kill(engine, 'SIGSTOP');
  const load = new Load({ url: () => server.url, lines: () => '' });
  const acknowledge = async (name: string): Promise<boolean> => {
    const { status } = await post(server, name);
    for (let i = 0; i < 50; i++) {
      load.sent.add(`${name}-${i}`);
      if (status === 200) load.acknowledged.add(`${name}-${i}`);
    }
    return status === 200;
  };
  let batches = 0;
  while (await acknowledge(`batch-${batches}`)) batches++;
  expect(batches).toBeGreaterThan(10);
  process.kill(engine, 'SIGCONT');
  const url = (): string => server.url;
  const again = Array.from({ length: 50 }, (_, i) => record(`again-${i}`));
  for (let i = 0; i < 50; i++) load.sent.add(`again-${i}`);
  expect(await sendUntilAcknowledged(url, 'again', again, AbortSignal.timeout(30_000))).toBe(true);
  await until('an empty spool', async () => (await server.status()).spool.bytes === 0, { deadline: 60_000 });
  await server.stop();
  await expectExactlyOnce(data.path, load);
});
