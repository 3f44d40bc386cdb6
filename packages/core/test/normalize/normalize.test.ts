import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALIASES, Draft, levelOf, normalizeJson } from '../../src/index.ts';

interface Filled {
  time: number;
  level: string;
  draft: Draft;
  attributes: Record<string, string>;
}

function fill(record: unknown): Filled {
  const draft = new Draft().reset();
  normalizeJson(typeof record === 'string' ? record : JSON.stringify(record), draft);
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: [string, string][] = [];
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes.push([draft.attributes[i]!, draft.attributes[i + 1]!]);
  expect(new Set(attributes.map(([name]) => name)).size, 'names stand once').toBe(attributes.length);
  return {
    time: draft.ms,
    level: levelOf(draft.severity),
    draft,
    attributes: Object.fromEntries(attributes),
  };
}

const TEXTS = ['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const;

test.each(TEXTS.flatMap((column) => ALIASES[column].map((name) => [name, column] as const)))(
  '%s fills %s',
  (name, column) => {
    const { draft, attributes } = fill({ [name]: 'value', other: 'x' });
    expect(draft[column]).toBe('value');
    expect(attributes).toEqual({ other: 'x' });
  },
);

test.each(ALIASES.timestamp)('%s is a time', (name) => {
  expect(fill({ [name]: '2026-01-02T03:04:05.678Z' }).time).toBe(Date.parse('2026-01-02T03:04:05.678Z'));
});

test.each(ALIASES.level)('%s is a level', (name) => {
  expect(fill({ [name]: 'ERROR' }).level).toBe('error');
});

test.each(TEXTS.filter((column) => ALIASES[column].length > 1))(
  'of several names for %s the first of the table wins, in any order, and no other is lost',
  (column) => {
    const values = ALIASES[column].map((name, index): [string, string] => [name, `value-${index}`]);
    fc.assert(
      fc.property(fc.shuffledSubarray(values, { minLength: 2 }), (pairs) => {
        const { draft, attributes } = fill(Object.fromEntries(pairs));
        const [winner, ...losers] = values.filter(([name]) => pairs.some(([other]) => other === name));
        expect(draft[column]).toBe(winner![1]);
        expect(attributes).toEqual(Object.fromEntries(losers));
      }),
    );
  },
);

test('nested names are joined with dots, and may fill columns', () => {
  const { draft, attributes } = fill({
    service: { name: 'shop', version: 2 },
    host: { name: 'a' },
    a: { b: { c: true } },
  });
  expect([draft.service, draft.host]).toEqual(['shop', 'a']);
  expect(attributes).toEqual({ 'service.version': '2', 'a.b.c': 'true' });
});

test('whole numbers past 2^53 keep every digit', () => {
  const { attributes } = fill('{"id":9007199254740993,"nested":{"n":-123456789012345678901},"f":1.5}');
  expect(attributes).toEqual({ id: '9007199254740993', 'nested.n': '-123456789012345678901', f: '1.5' });
});

test('a level that is no word, and a time that is none, stay as attributes', () => {
  const { attributes } = fill({ level: 'purple', time: 'yesterday' });
  expect(attributes).toEqual({ level: 'purple', time: 'yesterday' });
});

test('arrays, and what is nested too deep, are kept as JSON text', () => {
  let deep: object = { end: 1 };
  for (let i = 0; i < 40; i++) deep = { d: deep };
  const { attributes } = fill({ list: [1, { a: 2 }], deep });
  expect(attributes.list).toBe('[1,{"a":2}]');
  expect(Object.values(attributes).some((value) => value.includes('"end":1'))).toBe(true);
});

test('text nested 100,000 deep harms nothing', () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"message":"m"}`;
  expect(fill(deep).draft.message).toBe('m');
});

test('names of Object.prototype are names like any other', () => {
  const { attributes } = fill('{"__proto__":{"polluted":"yes"},"constructor":"c","toString":"t"}');
  expect(attributes).toMatchObject({ '__proto__.polluted': 'yes' });
  expect(Object.hasOwn(attributes, 'constructor') && attributes.constructor).toBe('c');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test.each(['', 'x', '42', 'null', '[]', '"text"', '{'])('%j is refused', (text) => {
  expect(() => fill(text)).toThrow(/JSON/);
});

test('every text of any object is found again somewhere in its record', () => {
  const leaf = fc.stringMatching(/^[a-z]{6,12}$/);
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...ALIASES.message, ...ALIASES.service)),
        value,
      ),
      (record) => {
        const { draft, attributes } = fill(record);
        const found = JSON.stringify([attributes, TEXTS.map((column) => draft[column]), draft.severity]);
        const texts = [...JSON.stringify(record).matchAll(/:"([a-z]{6,12})"/g)].map((match) => match[1]!);
        for (const text of texts) expect(found).toContain(text);
      },
    ),
  );
});
