import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
  EncryptedFormatter,
  FileHandler,
  generateFernetKey,
  generateSealingKeys,
  type Handler,
  HttpHandler,
  LogboomHandler,
  Manager,
  NullHandler,
  onInternalError,
  QueueHandler,
  Redactor,
} from '@logboom/logger';
import { destination, pino } from 'pino';
import { parseHostPort } from '../test/kit/ports.ts';
import { ServerProcess } from '../test/kit/server-process.ts';

/**
 * What a caller pays for a record to handlers that send, against pino's synchronous file in the same run; and
 * how many records a second reach the disk of a Logboom on this machine.
 */
const RECORDS = 60_000;
const BURST = 200;
const ROUNDS = 3;

interface Contender {
  name: string;
  make: () => { log: (i: number) => void; end: () => Promise<void> };
}

const directory = mkdtempSync(join(tmpdir(), 'logboom-bench-'));
const server = await ServerProcess.start({ data: join(directory, 'data') });
const { port } = parseHostPort(server.addresses['inputs.lines.tcp']!);
onInternalError(() => undefined);
let counter = 0;
const fresh = (): string => join(directory, `spool-${counter++}`);

function ours(name: string, make: () => Handler, redactor?: Redactor): Contender {
  return {
    name,
    make() {
      const manager = new Manager();
      const handler = make();
      manager.root.setLevel('INFO').addHandler(handler);
      if (redactor !== undefined) manager.addFilter(redactor);
      const log = manager.getLogger('shop.payment');
      return {
        log: (i) => log.info('order paid', { order: i, user: 'ann', ms: 12.5, path: '/api/pay' }),
        end: () => handler.close(),
      };
    },
  };
}

const file = (): string => join(directory, `file-${counter++}.log`);
const contenders: Contender[] = [
  {
    name: 'pino, synchronous file',
    make() {
      const target = destination({ dest: file(), sync: true });
      const log = pino({ name: 'shop.payment' }, target);
      return {
        log: (i) => log.info({ order: i, user: 'ann', ms: 12.5, path: '/api/pay' }, 'order paid'),
        end: async () => target.end(),
      };
    },
  },
  ours('file', () => new FileHandler({ filename: file() })),
  ours('Logboom over TCP', () => new LogboomHandler({ port, spool: fresh() })),
  ours('Logboom over TCP, no spool', () => new LogboomHandler({ port, spool: false, maxMemory: 1e9 })),
  ours(
    'Logboom over TCP, durability record',
    () => new LogboomHandler({ port, spool: fresh(), durability: 'record' }),
  ),
  ours('Logboom over TCP, server away', () => new LogboomHandler({ port: 1, spool: fresh() })),
  ours('Logboom over HTTP', () => new HttpHandler({ url: server.url, spool: fresh() })),
  ours('queue before nothing', () => new QueueHandler({ handlers: [new NullHandler()], capacity: 100_000 })),
  ours(
    'file, redacted',
    () => new FileHandler({ filename: file() }),
    new Redactor({ paths: ['**.password'], patterns: ['card', 'email', 'token', 'credential'] }),
  ),
  ours(
    'file, Fernet',
    () =>
      new FileHandler({
        filename: file(),
        formatter: new EncryptedFormatter({ key: { fernet: generateFernetKey() } }),
      }),
  ),
  ours(
    'file, sealed',
    () =>
      new FileHandler({
        filename: file(),
        formatter: new EncryptedFormatter({ key: { sealTo: generateSealingKeys().publicKey } }),
      }),
  ),
];

interface Result {
  call: number[];
  whole: number[];
}
const results = new Map<string, Result>(contenders.map(({ name }) => [name, { call: [], whole: [] }]));

for (let round = 0; round < ROUNDS; round++) {
  for (const { name, make } of contenders) {
    const { log, end } = make();
    const start = performance.now();
    let called = 0;
    for (let i = 0; i < RECORDS; i += BURST) {
      const before = performance.now();
      for (let j = 0; j < BURST; j++) log(i + j);
      called += performance.now() - before;
      await turn();
    }
    await end();
    const { call, whole } = results.get(name)!;
    call.push((called * 1e6) / RECORDS);
    whole.push((RECORDS / (performance.now() - start)) * 1000);
  }
}

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;
const reference = median(results.get(contenders[0]!.name)!.call);
console.log(`${RECORDS} records of about 150 bytes, medians of ${ROUNDS} rounds`);
for (const [name, { call, whole }] of results) {
  const cost = median(call);
  const ratio = (cost / reference).toFixed(2);
  console.log(
    `${name.padEnd(38)} ${cost.toFixed(0).padStart(6)} ns a call  ${ratio} of pino  ${Math.round(median(whole))} records/s to the end`,
  );
}
await server.kill();
rmSync(directory, { recursive: true, force: true });
process.exit(0);
