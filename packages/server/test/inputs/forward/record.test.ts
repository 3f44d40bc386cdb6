import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/inputs/forward/message.ts';
import { EventTime } from '../../../src/inputs/forward/values.ts';
import { CAPTURES, pack } from './captures.ts';
import { LIMITS, type Read, readRecords } from './decode.ts';
import { fuzzForward } from './fuzz.ts';

function readAll(bytes: Buffer): Read[] {
  return readRecords(bytes, (error) => {
    throw error;
  });
}

const TIME = '2025-11-21T10:00:00.123456789Z';
const hello = { severity: 13, service: 'app', message: 'hello', attributes: { 'user.id': '7' } };

describe('the kinds of messages', () => {
  test('Message, with nanoseconds', () => {
    expect(readAll(CAPTURES.message)).toEqual([{ ...hello, time: TIME, service: 'app.access', host: '' }]);
  });

  test('Message, with seconds and a chunk', () => {
    expect(readMessage(CAPTURES.messageSeconds, LIMITS)).toMatchObject({
      chunk: 'c1',
      tag: 'app',
      mode: 'message',
    });
    expect(readAll(CAPTURES.messageSeconds)).toMatchObject([
      { ...hello, time: '2025-11-21T10:00:00.000000000Z' },
    ]);
  });

  test('Forward', () => {
    expect(readMessage(CAPTURES.forward, LIMITS)).toMatchObject({ chunk: 'c2', mode: 'forward', count: 2 });
    expect(readAll(CAPTURES.forward)).toMatchObject([
      { ...hello, time: TIME },
      { ...hello, time: '2025-11-21T10:00:01.000000000Z' },
    ]);
  });

  test('PackedForward', () => {
    expect(readAll(CAPTURES.packed).map(({ attributes }) => attributes.index)).toEqual(['1', '2', '3']);
  });

  test('CompressedPackedForward', () => {
    const message = readMessage(CAPTURES.compressed, LIMITS);
    expect(message).toMatchObject({ chunk: 'c4', compressed: 'gzip', mode: 'packed' });
    expect(readAll(pack(['app', gunzipSync(message.bytes)]))).toHaveLength(3);
  });
});

describe('what becomes of records', () => {
  test("Docker's fluentd driver: the container is the service, what it wrote is read", () => {
    expect(readAll(CAPTURES.docker)).toMatchObject([
      {
        ...{ time: TIME, severity: 17, service: 'shop', message: 'payment failed' },
        attributes: { order: '7', container_id: '5790672ab6a0', source: 'stderr', tag: '5790672ab6a0' },
      },
    ]);
  });

  test("Fluent Bit's metadata and groups", () => {
    expect(readAll(CAPTURES.metadata)).toMatchObject([
      { ...hello, attributes: { origin: 'otel', 'user.id': '7' } },
    ]);
    const [inside, outside, ...more] = readAll(CAPTURES.groups);
    expect(more).toEqual([]);
    expect(inside?.attributes).toMatchObject({ 'resource.attributes.service.name': 'shop' });
    expect(outside?.attributes).not.toHaveProperty('resource.attributes.service.name');
  });

  test('what JSON has not', () => {
    expect(readAll(CAPTURES.odd)).toMatchObject([
      {
        message: 'from bytes',
        attributes: {
          big: '12345678901234567890',
          small: '5',
          bytes: 'é',
          at: '1970-01-01T00:00:00.000Z',
          list: '[1,"x"]',
        },
      },
    ]);
  });

  test("a record's own time wins over the envelope's if it is called a time", () => {
    const envelope = new EventTime(1763719200, 0);
    const [own] = readAll(pack(['a', envelope, { time: '2025-11-21T09:59:59.5Z', message: 'm' }]));
    expect(own?.time).toBe('2025-11-21T09:59:59.500000000Z');
    const [other] = readAll(pack(['a', envelope, { created: '2019-01-01T00:00:00Z', message: 'm' }]));
    expect(other).toMatchObject({
      ...{ time: '2025-11-21T10:00:00.000000000Z', attributes: { created: '2019-01-01T00:00:00Z' } },
    });
  });
});

describe('what is bad', () => {
  test.each([
    ['no array', pack({ a: 1 })],
    ['too few parts', pack(['tag'])],
    ['no record', pack(['tag', 5])],
    ['the byte that means nothing', Buffer.from([0x93, 0xc1, 0xc1, 0xc1])],
  ])('%s is refused', (_title, bytes) => {
    expect(() => readMessage(bytes, LIMITS)).toThrow(expect.objectContaining({ code: 'LB_FRAME_INVALID' }));
  });

  test('a bad entry costs only itself', () => {
    const refused: unknown[] = [];
    const good = pack([1763719200, { message: 'good' }]);
    const polluting = Buffer.concat([Buffer.from([0x92, 0x01, 0x81]), pack('__proto__'), pack({ a: 1 })]);
    const packed = Buffer.concat([good, pack('no entry'), pack([1]), pack([1, 'no map']), polluting, good]);
    expect(readRecords(pack(['tag', packed]), (error) => refused.push(error))).toHaveLength(2);
    expect(refused).toHaveLength(4);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

test('2,000 mutated streams are read or refused; what waits is bounded', () => {
  fuzzForward(2000);
});
