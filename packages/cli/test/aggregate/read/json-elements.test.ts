import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasJsonElements, JsonElements } from '../../../src/aggregate/read/json-elements.ts';
import { MAX_LINE } from '../../../src/aggregate/read/limits.ts';

function split(chunks: readonly Buffer[]): string[] {
  const elements = new JsonElements();
  const text = Buffer.concat(chunks.map((chunk) => Buffer.from(elements.push(chunk)))).toString();
  return text.split('\n').filter((line) => line !== '');
}

function chunksOf(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { minLength: 1 });

describe('JsonElements', () => {
  test('each object is a line, however the array is written and the bytes are cut', () => {
    fc.assert(
      fc.property(
        objects,
        fc.constantFrom(undefined, 1, '\t'),
        fc.integer({ min: 1, max: 50 }),
        (all, indent, size) => {
          const lines = split(chunksOf(`\uFEFF${JSON.stringify(all, undefined, indent)}\n`, size));
          expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(JSON.parse(JSON.stringify(all)));
        },
      ),
    );
  });

  test('objects over several lines, one after the other', () => {
    const text = [{ a: 1 }, { b: { c: ['}'] } }].map((one) => JSON.stringify(one, undefined, 2)).join('\r\n');
    expect(split([Buffer.from(text)]).map((line) => JSON.parse(line) as unknown)).toEqual([
      { a: 1 },
      { b: { c: ['}'] } },
    ]);
  });

  test('what is damaged costs only itself', () => {
    expect(split([Buffer.from('[{"a":1},\n{"b":"no end\n{"c":3},\nplain text, too\n{"d":4}]')])).toEqual([
      '{"a":1}',
      '{"b":"no end',
      '{"c":3}',
      'plain text, too',
      '{"d":4}',
    ]);
    const endless = `[{"a":[${'1,'.repeat(MAX_LINE)}\n`;
    const lines = split([Buffer.from(`${endless}{"b":2}\n{"c":3}]`)]);
    expect(lines.slice(-1)).toEqual(['{"c":3}']);
  });
});

test('what begins as such JSON, and what does not', () => {
  for (const text of ['[{"a":1}]', '\uFEFF[\n  {\n    "a": 1', '{\n  "a": 1\n}\n{', '[{}]']) {
    expect(hasJsonElements(text), text).toBe(true);
  }
  for (const text of ['{"a":1}\n{"b":2}', '[2026-01-02] a', '[1, 2]', '[{not json', '', '{\n']) {
    expect(hasJsonElements(text), text).toBe(false);
  }
});
