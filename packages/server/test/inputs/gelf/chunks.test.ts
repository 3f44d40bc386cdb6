import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chunks } from '../../../src/inputs/gelf/chunks.ts';
import { chunk, split } from './chunking.ts';
import { fuzzGelf } from './fuzz.ts';

function gather() {
  let lost = 0;
  const chunks = new Chunks(
    (count) => {
      lost += count;
    },
    { bytes: 1000, messages: 5, patience: 5000 },
  );
  return { chunks, lost: () => lost };
}

test('whatever the order, and however often they come, a message is put together once', () => {
  const input = fc.tuple(
    fc.uint8Array({ minLength: 1, maxLength: 900 }),
    fc.integer({ min: 8, max: 200 }),
    fc.infiniteStream(fc.nat()),
  );
  fc.assert(
    fc.property(input, ([bytes, size, numbers]) => {
      const { chunks } = gather();
      const parts = split(Buffer.from(bytes), size);
      const doubled = [...parts, ...parts, ...parts];
      const order = doubled.map((part) => ({ part, key: numbers.next().value as number }));
      order.sort((a, b) => a.key - b.key);
      const whole = order.flatMap(({ part }) => chunks.add(part, 'peer', 0) ?? []);
      expect(whole).toEqual([Buffer.from(bytes)]);
      expect(chunks.pendingBytes).toBe(0);
    }),
  );
});

describe('what is not complete is given up', () => {
  test('after five seconds', () => {
    const { chunks, lost } = gather();
    const [first, second] = split(Buffer.alloc(100, 1), 60);
    expect(chunks.add(first!, 'peer', 0)).toBeUndefined();
    expect(chunks.add(second!, 'peer', 5001)).toBeUndefined();
    expect(lost()).toBe(1);
  });

  test('when it is too much at once, the oldest first', () => {
    const { chunks, lost } = gather();
    for (let i = 0; i < 100; i++) chunks.add(chunk(i, 0, 2, Buffer.alloc(300)), 'peer', 0);
    expect(chunks.pendingBytes).toBeLessThanOrEqual(1000);
    expect(lost()).toBe(99);
    expect(chunks.add(chunk(99, 1, 2, Buffer.from('x')), 'peer', 0)?.length).toBe(301);
  });

  test('of two senders, the same id means two messages', () => {
    const { chunks } = gather();
    chunks.add(chunk(1, 0, 2, Buffer.from('a')), 'one', 0);
    expect(chunks.add(chunk(1, 1, 2, Buffer.from('b')), 'two', 0)).toBeUndefined();
    expect(chunks.add(chunk(1, 1, 2, Buffer.from('b')), 'one', 0)?.toString()).toBe('ab');
  });
});

test.each([
  ['too short', Buffer.from([0x1e, 0x0f, 1, 2, 3])],
  ['of none', chunk(1, 0, 0, Buffer.from('x'))],
  ['past the last', chunk(1, 2, 2, Buffer.from('x'))],
  ['one of 200', chunk(1, 0, 200, Buffer.from('x'))],
])('a chunk that is %s is refused', (_title, bytes) => {
  expect(() => gather().chunks.add(bytes, 'peer', 0)).toThrow(
    expect.objectContaining({ code: 'LB_FRAME_INVALID' }),
  );
});

test('2,000 mutated datagrams are read or refused; bombs stay small', () => {
  fuzzGelf(2000);
});
