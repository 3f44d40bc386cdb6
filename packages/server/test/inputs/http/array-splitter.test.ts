import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArraySplitter } from '../../../src/inputs/http/array-splitter.ts';

function elementsOf(bytes: Buffer, size: number, limit = 10_000): { elements: string[]; long: number } {
  const found = { elements: [] as string[], long: 0 };
  const splitter = new ArraySplitter(limit, () => found.long++);
  for (let at = 0; at < bytes.length; at += size) {
    splitter.push(bytes.subarray(at, at + size), (element) => found.elements.push(element.toString()));
  }
  splitter.end();
  return found;
}

test('elements are those that JSON.parse finds, wherever the chunks end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      fc.nat({ max: 2 }),
      (values, size, indent) => {
        const { elements } = elementsOf(Buffer.from(JSON.stringify(values, null, indent)), size);
        expect(elements.map((element) => JSON.parse(element))).toEqual(JSON.parse(JSON.stringify(values)));
      },
    ),
  );
});

test('a byte order mark and blanks around the array are no part of it', () => {
  expect(elementsOf(Buffer.from('\uFEFF \r\n[1, 2]\n'), 1).elements.map(Number)).toEqual([1, 2]);
});

test('an element over the limit is passed over, alone', () => {
  const text = JSON.stringify(['a', 'x'.repeat(50), 'b']);
  for (const size of [1, 7, 1_000]) {
    expect(elementsOf(Buffer.from(text), size, 20)).toEqual({ elements: ['"a"', '"b"'], long: 1 });
  }
});

test.each(['[1', '[1,', '["a]', '[{"a":1]', '[1]2', '[,1]', '[1,]', '[1][2]', ''])(
  '%j is refused',
  (text) => {
    for (const size of [1, 100]) expect(() => elementsOf(Buffer.from(text), size)).toThrow(/cannot be read/);
  },
);
