import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../src/inputs/lines/line-splitter.ts';

/** Cuts bytes at random places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

function linesOf(splitter: LineSplitter, chunks: Buffer[]): string[] {
  const lines: string[] = [];
  for (const chunk of chunks) splitter.push(chunk, (line) => lines.push(line.toString()));
  const rest = splitter.take();
  return rest === undefined ? lines : [...lines, rest.toString()];
}

test('lines are the same, wherever the chunks end', () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\u{1f980}', ' '), maxLength: 20 }));
  fc.assert(
    fc.property(text, fc.array(fc.nat()), fc.constantFrom('\n', '\r\n'), (lines, places, end) => {
      const bytes = Buffer.from(lines.map((line) => line + end).join(''));
      expect(linesOf(new LineSplitter(1_000), cut(bytes, places))).toEqual(lines);
    }),
  );
});

test('what follows the last line end is a line too', () => {
  expect(linesOf(new LineSplitter(100), [Buffer.from('a\nb')])).toEqual(['a', 'b']);
});

test('a line over the limit is thrown', () => {
  expect(() => linesOf(new LineSplitter(3), [Buffer.from('abcd\n')])).toThrow(/limit of 3/);
  expect(() => linesOf(new LineSplitter(3), [Buffer.from('ab'), Buffer.from('cd')])).toThrow(/limit of 3/);
});

test('or passed over, alone, wherever the chunks end', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), fc.array(fc.nat()), (lengths, places) => {
      const lines = lengths.map((length) => 'x'.repeat(length));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      let long = 0;
      const splitter = new LineSplitter(5, () => long++);
      expect(linesOf(splitter, cut(bytes, places))).toEqual(lines.filter((line) => line.length <= 5));
      expect(long).toBe(lines.filter((line) => line.length > 5).length);
    }),
  );
});
