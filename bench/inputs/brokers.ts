import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { Daemon } from '../../test/kit/daemon.ts';
import { TemporaryDirectory } from '../../test/kit/directory.ts';
import { freePort } from '../../test/kit/free-port.ts';
import { until } from '../../test/kit/poll.ts';
import { ServerProcess } from '../../test/kit/server-process.ts';
import type { Measured } from './measured.ts';
import { json } from './sockets.ts';

const RECORDS = Number(process.argv[2] ?? 200_000);
const CHUNK = 1_000;

/** How long a server takes for what waits, from the moment that it is ready; what it took before does not count. */
async function drain(input: string, flags: Record<string, string>): Promise<number> {
  await using data = await TemporaryDirectory.create();
  await using server = await ServerProcess.start({ data: data.path, flags });
  const received = (): Promise<number> => server.metric('logboom_input_records_total', `input="${input}"`);
  const before = await received();
  const start = performance.now();
  await until('all records', async () => (await received()) >= RECORDS, { deadline: 120_000, every: 10 });
  const seconds = (performance.now() - start) / 1e3;
  await server.stop();
  return (RECORDS - before) / seconds;
}

async function readRedis(directory: string, kind: 'lists' | 'streams'): Promise<number> {
  const port = await freePort();
  const args = ['--port', String(port), '--save', '', '--dir', directory];
  await using _redis = Daemon.start('redis-server', args);
  const client = new Redis({ port, maxRetriesPerRequest: null });
  // It is tried again until the server listens.
  client.on('error', () => undefined);
  for (let from = 0; from < RECORDS; from += CHUNK) {
    const pipeline = client.pipeline();
    for (let i = from; i < from + CHUNK; i++) {
      const text = JSON.stringify(json(i));
      if (kind === 'lists') pipeline.rpush('bench', text);
      else pipeline.xadd('bench', '*', 'record', text);
    }
    await pipeline.exec();
  }
  client.disconnect();
  // The other side must live until then.
  return await drain('redis', {
    'inputs.redis.url': `redis://127.0.0.1:${port}`,
    [`inputs.redis.${kind}`]: 'bench',
  });
}

async function readJetStream(directory: string): Promise<number> {
  const port = await freePort();
  const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', directory];
  await using daemon = Daemon.start('nats-server', args);
  await until('nats-server', () => daemon.output.includes('Server is ready'));
  const connection = await connect({ servers: `127.0.0.1:${port}` });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'BENCH', subjects: ['bench'] });
  const stream = jetstream(connection);
  for (let from = 0; from < RECORDS; from += CHUNK) {
    const messages = Array.from({ length: CHUNK }, (_, i) => JSON.stringify(json(from + i)));
    await Promise.all(messages.map((message) => stream.publish('bench', message)));
  }
  await connection.close();
  return await drain('nats', {
    'inputs.nats.url': `nats://127.0.0.1:${port}`,
    'inputs.nats.streams': 'BENCH',
  });
}

/** What waits elsewhere is fetched by a server that starts. */
export async function measureBrokers(): Promise<Measured[]> {
  await using directory = await TemporaryDirectory.create();
  const how = 'fetched';
  return [
    { title: 'Redis, lists', how, rate: await readRedis(directory.path, 'lists') },
    { title: 'Redis, streams', how, rate: await readRedis(directory.path, 'streams') },
    { title: 'NATS, JetStream', how, rate: await readJetStream(directory.path) },
  ];
}
