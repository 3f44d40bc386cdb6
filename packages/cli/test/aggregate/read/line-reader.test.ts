import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LINE } from '../../../src/aggregate/read/limits.ts';
import { type LineCounts, LineReader } from '../../../src/aggregate/read/line-reader.ts';

function read(...chunks: (Buffer | string)[]): { lines: string[]; counts: LineCounts } {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  for (const chunk of chunks) reader.push(Buffer.from(chunk as string));
  reader.end();
  return { lines, counts: reader.counts };
}

describe('LineReader', () => {
  test('lines are the same however the bytes are cut into chunks', () => {
    const text = fc
      .array(fc.string({ unit: 'binary', maxLength: 40 }).map((line) => line.replace(/[\r\n\0\uFEFF]/g, '')))
      .map((lines) => lines.join('\n'));
    const cuts = fc.array(fc.nat(200));
    fc.assert(
      fc.property(text, cuts, fc.boolean(), (plain, places, hasReturns) => {
        const bytes = Buffer.from(hasReturns ? plain.replaceAll('\n', '\r\n') : plain);
        const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
          (a, b) => a - b,
        );
        const chunks = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
        const wanted = bytes.toString().split(/\r?\n/);
        if (wanted.at(-1) === '') wanted.pop();
        expect(read(...chunks).lines).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  test('any bytes at all give lines, and never an error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const { lines, counts } = read(...chunks.map((chunk) => Buffer.from(chunk)));
        expect(counts.lines).toBe(lines.length);
        const bytes = Buffer.concat(chunks);
        const ends = bytes.filter((byte) => byte === 10).length;
        const isOpen =
          bytes.length > 0 && bytes.at(-1) !== 10 && !bytes.equals(Buffer.from([0xef, 0xbb, 0xbf]));
        if (!bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])))
          expect(lines.length).toBe(ends + (isOpen ? 1 : 0));
      }),
    );
  });

  test('a byte order mark is no text', () => {
    expect(read('\uFEFFone\ntwo').lines).toEqual(['one', 'two']);
  });

  test('a line that is not UTF-8 is read as Windows-1252, its neighbours as UTF-8', () => {
    const { lines, counts } = read('grün\n', Buffer.from('gr\xfcn \x80\n', 'latin1'), 'blau ✓\n');
    expect(lines).toEqual(['grün', 'grün €', 'blau ✓']);
    expect(counts.encoding).toBe(1);
  });

  test('NUL bytes are left out and counted by line', () => {
    const { lines, counts } = read('\0\0\0one\ntwo\0\nthree\n');
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(counts.nul).toBe(2);
  });

  test('an endless line is cut, and what follows it is not lost', () => {
    const part = Buffer.alloc(100_000, 'x');
    const { lines, counts } = read('before\n', ...Array.from({ length: 50 }, () => part), '\nafter\n');
    expect(lines.map((line) => line.length)).toEqual([6, MAX_LINE, 5]);
    expect(counts.cut).toBe(1);
  });

  test('a long line that comes in one chunk is cut too, between characters', () => {
    const { lines, counts } = read(`${'é'.repeat(MAX_LINE)}\nafter\n`);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe('é'.repeat(MAX_LINE / 2));
    expect(counts).toMatchObject({ cut: 1, encoding: 0 });
  });
});
