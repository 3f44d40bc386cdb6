import { join } from 'node:path';
import {
  type DeliveryHandler,
  getLogger,
  HttpHandler,
  LogboomHandler,
  SyslogHandler,
  TcpHandler,
} from '@logboom/logger';
import { OtlpHandler } from '@logboom/logger/otlp';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TemporaryDirectory } from '../kit/directory.ts';
import { until } from '../kit/poll.ts';
import { parseHostPort } from '../kit/ports.ts';
import { ServerProcess } from '../kit/server-process.ts';

let directory: TemporaryDirectory;
let server: ServerProcess;
beforeAll(async () => {
  directory = await TemporaryDirectory.create();
  server = await ServerProcess.start({ data: join(directory.path, 'data') });
});
afterAll(async () => {
  await server.kill();
  await directory[Symbol.asyncDispose]();
});

interface Row {
  level: string;
  message: string;
  logger: string;
  attributes: Record<string, string>;
}

async function found(word: string): Promise<Row> {
  return until(`a record with ${word}`, async () => {
    const text = await (await fetch(`${server.url}/api/v1/query?query=${word}&limit=10`)).text();
    const [line] = text.split('\n');
    return line === undefined || line === '' ? undefined : (JSON.parse(line) as Row);
  });
}

function address(input: string): { host: string; port: number } {
  return parseHostPort(server.addresses[input]!);
}

const spool = (name: string): string => join(directory.path, name);

test.each<[string, () => DeliveryHandler]>([
  ['logboom', () => new LogboomHandler({ ...address('inputs.lines.tcp'), spool: spool('a') })],
  ['http', () => new HttpHandler({ url: server.url, spool: spool('b') })],
  ['tcp', () => new TcpHandler({ ...address('inputs.lines.tcp'), spool: spool('c') })],
  ['syslogudp', () => new SyslogHandler({ ...address('inputs.syslog.udp'), spool: spool('d') })],
  [
    'syslogtcp',
    () => new SyslogHandler({ ...address('inputs.syslog.tcp'), protocol: 'tcp', spool: spool('e') }),
  ],
  [
    'syslogoctet',
    () =>
      new SyslogHandler({
        ...address('inputs.syslog.tcp'),
        protocol: 'tcp',
        framing: 'octet',
        spool: spool('f'),
      }),
  ],
  ['otlp', () => new OtlpHandler({ url: `${server.url}/v1/logs`, service: 'shop', spool: spool('h') })],
])('Logboom reads what %s sends', async (word, make) => {
  const handler = make();
  const logger = getLogger(`proto.${word}`).setLevel('DEBUG').addHandler(handler);
  logger.propagate = false;
  logger.warn('%s ok', word, { user: 7 });
  await handler.close();
  logger.removeHandler(handler);
  const row = await found(word);
  expect(row).toMatchObject({ level: 'warn', message: `${word} ok` });
  expect(JSON.stringify(row.attributes)).toContain('"7"');
});

test("pino's worker sends to Logboom", async () => {
  const transport = pino.transport({
    target: '@logboom/logger/pino',
    options: { handler: 'logboom', ...address('inputs.lines.tcp'), spool: spool('g') },
    worker: { execArgv: ['--conditions=logboom-source'] },
  });
  const log = pino({ name: 'shop' }, transport);
  log.error({ user: 7 }, 'throughpino');
  transport.end();
  expect(await found('throughpino')).toMatchObject({
    level: 'error',
    logger: 'shop',
    attributes: { user: '7' },
  });
});
