import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { newRandom } from '../kit/random.ts';
import { ServerProcess } from '../kit/server-process.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { Load } from './load.ts';

const ROUNDS = Number(process.env.LOGBOOM_CRASH_ROUNDS ?? 24);

test(`${ROUNDS} times kill -9 under load: every acknowledged record is there exactly once`, {
  timeout: 150_000 + ROUNDS * 10_000,
}, async () => {
  const random = newRandom('crash');
  await using data = await TemporaryDirectory.create();
  let server = await ServerProcess.start({ data: data.path });
  const load = new Load({ url: () => server.url, lines: () => server.addresses['inputs.lines.tcp']! });
  load.start({ http: 3, lines: 2 });
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const before = load.sent.size;
      await until('senders that get on', () => load.sent.size > before, { deadline: 30_000 });
      await sleep(random.below(1_200));
      if (random.next() < 0.5) {
        await server.kill();
        // Sometimes at once: the old engine may still hold its directory.
        await sleep(random.pick([0, 0, 300]));
        if (random.next() < 0.3) {
          const started = ServerProcess.launch({ data: data.path });
          await sleep(random.below(1_000));
          await started.kill();
        }
        server = await ServerProcess.start({ data: data.path });
      } else process.kill(await server.enginePid(), 'SIGKILL');
    }
    await load.finish(60_000);
    await until('an empty spool', async () => (await server.status()).spool.bytes === 0, {
      deadline: 60_000,
    });
    await server.stop();
  } finally {
    await server.kill();
  }
  await expectExactlyOnce(data.path, load);
});
