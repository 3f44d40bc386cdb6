import { createSocket } from 'node:dgram';
import { gzipSync } from 'node:zlib';
import gelfPro from 'gelf-pro';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../kit/random.ts';
import { expectEachOnce, Receiver } from '../kit/receiver.ts';
import { Wire } from '../kit/wire.ts';

const COUNT = 1000;

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.start();
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
});

const messages = (word: string): string[] =>
  Array.from({ length: COUNT }, (_, index) => `${word} number ${index}`);

describe('gelf-pro', () => {
  test.each(['udp', 'tcp'] as const)(
    '%s: level, time, extras; long ones in compressed chunks',
    async (kind) => {
      const { host, port } = receiver.address(`inputs.gelf.${kind}`);
      const client = Object.create(gelfPro) as typeof gelfPro;
      client.setConfig({
        adapterName: kind,
        adapterOptions: { host, port, ...(kind === 'udp' ? { protocol: 'udp4' } : {}) },
        fields: { service: `gelf-pro-${kind}`, region: 'eu' },
      });
      const sent = messages(`gelf-${kind}`);
      const before = Date.now();
      const random = new Random(1);
      for (const [index, message] of sent.entries()) {
        // Random bytes do not compress: every hundredth takes several chunks.
        const long = index % 100 === 0 ? random.bytes(6000).toString('base64') : '';
        await new Promise<void>((resolve, reject) =>
          client.message(message, 4, { order: { id: index }, long }, (error) =>
            error ? reject(error) : resolve(),
          ),
        );
      }
      const records = await receiver.records(COUNT, 'service = {service:String}', {
        service: `gelf-pro-${kind}`,
      });
      expectEachOnce(records, sent);
      for (const { level, severity, message, attributes, timestamp, source } of records) {
        const index = Number(message.split(' ').at(-1));
        expect({ level, severity, source }).toEqual({ level: 'warn', severity: 13, source: 'gelf' });
        expect(attributes).toMatchObject({ region: 'eu', order_id: String(index) });
        expect(attributes.long?.length ?? 0).toBe(index % 100 === 0 ? 8000 : 0);
        expect(Math.abs(Date.parse(timestamp) - before)).toBeLessThan(60_000);
      }
    },
  );
});

describe('hand-made', () => {
  const gelf = (message: string, more: object = {}): Buffer =>
    Buffer.from(JSON.stringify({ version: '1.1', host: 'h', short_message: message, level: 6, ...more }));

  test('chunks out of order, doubled and lost: every whole message once, the others counted', async () => {
    const { host, port } = receiver.address('inputs.gelf.udp');
    const socket = createSocket('udp4');
    const random = new Random(7);
    const datagrams: Buffer[] = [];
    const whole: string[] = [];
    for (let index = 0; index < COUNT; index++) {
      const message = `chunked number ${index}`;
      const payload = gzipSync(gelf(message, { _filling: random.bytes(300).toString('base64') }));
      const parts = chunksOf(payload, index, 100);
      if (index % 10 === 3) parts.splice(random.below(parts.length), 1);
      else whole.push(message);
      if (index % 10 === 5) parts.push(...parts);
      datagrams.push(...shuffled(parts, random));
    }
    for (const [index, datagram] of datagrams.entries()) {
      await new Promise<void>((resolve) => socket.send(datagram, port, host, () => resolve()));
      // A datagram that the system has no room for is nobody's fault here.
      if (index % 500 === 0) await receiver.server.status();
    }
    socket.close();
    const records = await receiver.records(whole.length, "startsWith(message, 'chunked number ')");
    expectEachOnce(records, whole);
    const lost = (): Promise<number> =>
      receiver.server.metric('logboom_input_rejected_total', 'input="gelf"');
    await expect.poll(lost, { timeout: 15_000 }).toBe(COUNT / 10);
  });

  test('TCP, ended by NUL, by lines, and over several lines', async () => {
    for (const [end, word] of [
      ['\0', 'nul'],
      ['\n', 'lines'],
      ['\n\0', 'both'],
    ]) {
      const wire = await Wire.open(receiver.server.addresses['inputs.gelf.tcp']!);
      const sent = messages(`tcp-${word}`);
      await wire.send(Buffer.concat(sent.flatMap((message) => [gelf(message), Buffer.from(end!)])));
      await wire.finish();
      const condition = 'startsWith(message, {prefix:String})';
      expectEachOnce(await receiver.records(COUNT, condition, { prefix: `tcp-${word} ` }), sent);
    }
    const wire = await Wire.open(receiver.server.addresses['inputs.gelf.tcp']!);
    await wire.send(Buffer.from(`${JSON.stringify({ short_message: 'pretty', host: 'h' }, null, 2)}\0`));
    await wire.finish();
    expect(await receiver.records(1, "message = 'pretty'")).toHaveLength(1);
  });

  test('POST /gelf answers once it is on disk', async () => {
    const post = (body: string | Uint8Array<ArrayBuffer>, headers = {}): Promise<Response> =>
      fetch(`${receiver.server.url}/gelf`, { method: 'POST', body, headers });
    expect((await post(gelf('over http').toString())).status).toBe(202);
    const compressed = new Uint8Array(gzipSync(gelf('over http, gzip')));
    expect((await post(compressed, { 'content-encoding': 'gzip' })).status).toBe(202);
    expect((await post([gelf('http line 1'), gelf('http line 2')].join('\n'))).status).toBe(202);
    const bad = await post(`${gelf('http good')}\n{"short_message":\n`);
    expect({ status: bad.status, ...((await bad.json()) as object) }).toMatchObject({
      ...{ status: 400, code: 'LB_RECORD_INVALID' },
    });
    const records = await receiver.records(
      5,
      "startsWith(message, 'over http') OR startsWith(message, 'http ')",
    );
    expectEachOnce(records, ['over http', 'over http, gzip', 'http line 1', 'http line 2', 'http good']);
  });
});

function chunksOf(payload: Buffer, id: number, size: number): Buffer[] {
  const count = Math.ceil(payload.length / size);
  return Array.from({ length: count }, (_, number) => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(0x1e0f, 0);
    header.writeUInt32BE(id, 6);
    header[10] = number;
    header[11] = count;
    return Buffer.concat([header, payload.subarray(number * size, (number + 1) * size)]);
  });
}

function shuffled<Item>(items: Item[], random: Random): Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
