import { LogboomError } from '@logboom/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PythonFrames, pickleOfDatagram } from '../../../src/inputs/python/frames.ts';

function frame(payload: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(payload.length);
  return Buffer.concat([header, payload]);
}

test('frames come out whole, whatever the chunks', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(
      payloads,
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      fc.nat(60),
      (list, sizes, cut) => {
        const stream = Buffer.concat(list.map(frame));
        const bytes = stream.subarray(0, Math.max(0, stream.length - cut));
        const frames = new PythonFrames();
        const got: number[][] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          // The chunk is overwritten after it was pushed, as a socket may do.
          const chunk = Buffer.from(bytes.subarray(at, at + sizes[i % sizes.length]!));
          frames.push(chunk, (one) => got.push([...one]));
          at += chunk.length;
          chunk.fill(0xee);
        }
        const whole = list.map((one) => [...one]).slice(0, got.length);
        expect(got).toEqual(whole);
        const used = whole.reduce((sum, one) => sum + 4 + one.length, 0);
        expect(frames.pending).toBe(bytes.length - used);
        if (cut === 0) expect(got.length).toBe(list.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('a frame inside one chunk is a view of it', () => {
  const chunk = frame(Buffer.from('abc'));
  const got: Uint8Array[] = [];
  new PythonFrames().push(chunk, (one) => got.push(one));
  expect(got[0]!.buffer).toBe(chunk.buffer);
});

test('a large frame in many chunks', () => {
  const payload = Buffer.alloc(1_000_000, 'x');
  const stream = Buffer.concat([frame(payload), frame(Buffer.from('next'))]);
  const frames = new PythonFrames();
  const got: number[] = [];
  for (let at = 0; at < stream.length; at += 1000)
    frames.push(stream.subarray(at, at + 1000), (one) => got.push(one.length));
  expect(got).toEqual([1_000_000, 4]);
});

test('frames over the limit are passed over, however they arrive, and those beside them are kept', () => {
  const frame = (length: number, fill: number): Buffer =>
    Buffer.concat([Buffer.from([0, 0, 0, length]), Buffer.alloc(length, fill)]);
  const stream = Buffer.concat([frame(3, 1), frame(11, 2), frame(0, 0), frame(20, 3), frame(10, 4)]);
  for (let size = 1; size <= stream.length; size++) {
    const refused: string[] = [];
    const passOver = { limit: 20, refused: ({ code }: { code: string }) => refused.push(code) };
    const frames = new PythonFrames({ limit: 10, passOver });
    const taken: string[] = [];
    for (let at = 0; at < stream.length; at += size) {
      frames.push(stream.subarray(at, at + size), (bytes) => taken.push(Buffer.from(bytes).toString('hex')));
    }
    expect(taken).toEqual(['010101', '', '04'.repeat(10)]);
    expect(refused).toEqual(['LB_RECORD_TOO_LARGE', 'LB_RECORD_TOO_LARGE']);
    expect(frames.pending).toBe(0);
    expect(() => frames.push(Buffer.from([0, 0, 0, 21]), () => undefined)).toThrow('its length of 21 bytes');
  }
});

test('a length over the limit ends the stream, after what came before it', () => {
  const frames = new PythonFrames({ limit: 10 });
  const got: string[] = [];
  const take = (one: Uint8Array): number => got.push(Buffer.from(one).toString());
  const stream = Buffer.concat([
    frame(Buffer.from('good')),
    frame(Buffer.alloc(11)),
    frame(Buffer.from('late')),
  ]);
  expect(() => frames.push(stream, take)).toThrow('its length of 11 bytes is over the limit of 10');
  expect(() => frames.push(frame(Buffer.from('late')), take)).toThrow(LogboomError);
  expect(got).toEqual(['good']);
  expect(() => new PythonFrames().push(Buffer.from('GET / HTTP/1.1\r\n'), take)).toThrow('1195725856 bytes');
});

test('a claimed length allocates nothing before its bytes come', () => {
  const before = process.memoryUsage().arrayBuffers;
  const connections = Array.from({ length: 200 }, () => new PythonFrames());
  for (const frames of connections) frames.push(Buffer.from([0, 0xff, 0xff, 0xff, 1]), () => {});
  expect(connections.every(({ pending }) => pending === 5)).toBe(true);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
});

test('a datagram comes with its length or without', () => {
  expect(Buffer.from(pickleOfDatagram(frame(Buffer.from('N.')))).toString()).toBe('N.');
  expect(Buffer.from(pickleOfDatagram(Buffer.from('\x80\x02N.', 'latin1'))).toString('latin1')).toBe(
    '\x80\x02N.',
  );
  expect(Buffer.from(pickleOfDatagram(Buffer.from('N.'))).toString()).toBe('N.');
});
