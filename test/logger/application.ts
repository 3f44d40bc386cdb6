import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DeliveryOptions,
  getLogger,
  HttpHandler,
  LogboomHandler,
  TcpHandler,
  UdpHandler,
} from '@logboom/logger';

/**
 * An application that logs numbered records and says each number on stdout once its call returned.
 * Its argument is one object of JSON: see {@link Task}.
 */
export interface Task {
  kind: 'logboom' | 'http' | 'tcp' | 'udp';
  address: string;
  spool: string;
  durability?: DeliveryOptions['durability'];
  /** The first number, and how many. */
  from: number;
  count: number;
  /** Records between two waits of a millisecond. */
  burst: number;
  end: 'exit' | 'throw' | 'SIGTERM' | 'empty' | 'shutdown';
}

const task = JSON.parse(process.argv[2]!) as Task;
const { spool, durability = 'turn', address } = task;
const colon = address.lastIndexOf(':');
const place = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
const options: DeliveryOptions = { spool, durability, backoff: { min: 20, max: 200 } };

const handler = {
  logboom: () => new LogboomHandler({ ...options, ...place }),
  http: () => new HttpHandler({ ...options, url: `http://${address}`, linger: 20 }),
  tcp: () => new TcpHandler({ ...options, ...place }),
  udp: () => new UdpHandler({ ...options, ...place }),
}[task.kind]();

getLogger().setLevel('DEBUG').addHandler(handler);
const loggers = [getLogger('shop.first'), getLogger('shop.second')];

for (let i = 0; i < task.count; i++) {
  const number = task.from + i;
  loggers[number % 2]!.info('record', { run: process.pid, number });
  if (task.burst < task.count) {
    writeSync(1, `${number}\n`);
    if (i % task.burst === task.burst - 1) await sleep(1);
  }
}

if (task.end === 'exit') process.exit(0);
if (task.end === 'throw') throw new Error('the end');
if (task.end === 'SIGTERM') process.kill(process.pid, 'SIGTERM');
if (task.end === 'shutdown') await handler.close();
