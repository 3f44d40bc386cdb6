import { createHash } from 'node:crypto';
import { Draft, formatInstant, type LogRecord, levelOf } from '@logboom/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OutsideStore } from '../../../../../test/kit/outside-store.ts';
import { BlockBuilder, type BlockHeader } from '../../../src/store/native/block.ts';
import { readBlock } from '../../../src/store/native/reader.ts';

interface Row {
  ms: number;
  ns: number;
  severity: number;
  texts: [string, string, string, string, string, string];
  attributes: Record<string, string>;
}

const HEADER: BlockHeader = {
  observed: 1_750_000_000_123,
  source: 'test',
  node: 'node',
  sequence: 4_294_967_290,
};

let outside: OutsideStore;

beforeAll(async () => {
  outside = await OutsideStore.start();
  await outside.store.migrate();
});

afterAll(() => outside?.[Symbol.asyncDispose]());

function build(rows: Row[], builder = new BlockBuilder()): Buffer {
  const draft = new Draft();
  for (const { ms, ns, severity, texts, attributes } of rows) {
    draft.reset();
    [draft.message, draft.service, draft.logger, draft.host, draft.trace_id, draft.span_id] = texts;
    Object.assign(draft, { ms, ns, severity });
    for (const [name, value] of Object.entries(attributes)) draft.attribute(name, value);
    builder.add(draft);
  }
  return builder.finish(HEADER);
}

function expected(rows: Row[]): LogRecord[] {
  return rows.map(({ ms, ns, severity, texts, attributes }, index) => {
    const [message, service, logger, host, trace_id, span_id] = texts.map((text) => text.toWellFormed());
    return {
      timestamp: formatInstant(ms, ns),
      observed: formatInstant(HEADER.observed, 0),
      severity,
      level: levelOf(severity),
      message: message!,
      service: service!,
      logger: logger!,
      host: host!,
      trace_id: trace_id!,
      span_id: span_id!,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
      ),
      source: HEADER.source,
      id: `${HEADER.node}-${HEADER.sequence + index}`,
    };
  });
}

/** The rows as the engine has them. */
async function inserted(blocks: Buffer[], token: string): Promise<LogRecord[]> {
  await outside.store.client.command({ query: 'TRUNCATE TABLE logboom.logs' });
  await outside.store.insert(blocks, token);
  const rows = await outside.store.rows<Record<string, string> & { attributes: Record<string, string> }>(
    `SELECT toString(timestamp) AS timestamp, toString(observed) AS observed, severity, level, message, service,
       logger, host, trace_id, span_id, attributes, source, concat(node, '-', toString(seq)) AS id
     FROM logboom.logs ORDER BY seq`,
  );
  return rows.map((row) => ({
    ...(row as unknown as LogRecord),
    timestamp: `${row.timestamp!.replace(' ', 'T')}Z`,
    observed: `${row.observed!.replace(' ', 'T')}Z`,
  }));
}

/** Long texts are told by a few numbers: a difference of megabytes takes minutes to print. */
const brief = (records: LogRecord[]): object[] =>
  records.map(({ message, attributes, ...rest }) => ({
    ...rest,
    message: [message.length, hash(message)],
    attributes: Object.entries(attributes).map(([name, value]) => [name, value.length, hash(value)]),
  }));

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');

// Any UTF-16, lone surrogates too.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'ß', '\ud800', '\udc00', '\u{1f980}', '\0'), maxLength: 200 }),
);
const row: fc.Arbitrary<Row> = fc.record({
  ms: fc.integer({ min: 631_152_000_000, max: 4_000_000_000_000 }),
  ns: fc.integer({ min: 0, max: 999_999 }),
  severity: fc.integer({ min: 1, max: 24 }),
  texts: fc.tuple(text, text, text, text, text, text),
  attributes: fc.dictionary(
    fc.string({ unit: fc.constantFrom('a', 'b', '.', 'é', '__proto__'), maxLength: 6 }),
    text,
    { maxKeys: 5, noNullPrototype: true },
  ),
});

test('what was built is read back', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      expect(readBlock(build(rows))).toEqual(expected(rows));
    }),
  );
});

test('a builder that was cleared builds the next block alike', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 10 }), fc.array(row, { maxLength: 10 }), (before, rows) => {
      const builder = new BlockBuilder();
      const first = build(before, builder);
      const copy = Buffer.from(first);
      builder.clear();
      expect(build(rows, builder)).toEqual(build(rows));
      expect(first).toEqual(copy);
    }),
  );
});

test('the engine reads the same', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      expect(await inserted([build(rows)], `property-${run++}`)).toEqual(expected(rows));
    }),
    { numRuns: 15 },
  );
});

test('texts around the limits of their length prefix are exact', async () => {
  const lengths = [
    0, 1, 31, 32, 33, 126, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 2_097_151, 2_097_152,
  ];
  const units = ['x', 'é', '\u{1f980}', '\ud800'];
  const rows = lengths.flatMap((length) =>
    units.map((unit): Row => {
      const long = unit.repeat(Math.floor(length / unit.length));
      return {
        ms: 1_750_000_000_000,
        ns: 1,
        severity: 9,
        texts: [long, '', '', '', '', ''],
        attributes: { long },
      };
    }),
  );
  // Bytes, not units, around the limits too.
  for (const bytes of [126, 127, 128, 16_383, 16_384]) {
    const message = `${'é'.repeat(Math.floor(bytes / 2))}${'x'.repeat(bytes % 2)}`;
    rows.push({
      ms: 1_750_000_000_000,
      ns: 1,
      severity: 9,
      texts: [message, '', '', '', '', ''],
      attributes: {},
    });
  }
  const block = build(rows);
  expect(brief(readBlock(block))).toEqual(brief(expected(rows)));
  expect(brief(await inserted([block], 'lengths'))).toEqual(brief(expected(rows)));
});

test.each([255, 256, 257, 65_535, 65_536, 70_000])('%i different values of a dictionary', async (count) => {
  const rows = Array.from(
    { length: count },
    (_, i): Row => ({
      ms: 1_750_000_000_000 + i,
      ns: 0,
      severity: 1 + (i % 24),
      texts: ['m', `service-${i}`, '', '', '', ''],
      attributes: { [`name-${i}`]: '' },
    }),
  );
  const block = build(rows);
  const records = readBlock(block);
  expect(
    records.every(({ service, attributes }, i) => service === `service-${i}` && `name-${i}` in attributes),
  ).toBe(true);
  const found = await inserted([block], `dictionary-${count}`);
  expect(found.length).toBe(count);
  expect(
    found.every(({ service, attributes }, i) => service === `service-${i}` && `name-${i}` in attributes),
  ).toBe(true);
});

test('many blocks are one insert, and its token counts once', async () => {
  const rows: Row[] = [
    { ms: 1_750_000_000_000, ns: 0, severity: 9, texts: ['m', '', '', '', '', ''], attributes: {} },
  ];
  const blocks = Array.from({ length: 100 }, () => build(rows));
  expect(await inserted(blocks, 'blocks')).toHaveLength(100);
  await outside.store.insert(blocks, 'blocks');
  expect((await outside.count()).records).toBe(100);
});
