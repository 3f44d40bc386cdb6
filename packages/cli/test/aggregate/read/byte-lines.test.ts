import { type Draft, FORMS, UTC } from '@logboom/core';
import type { ByteRow } from '@logboom/server/block';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from '../../../src/aggregate/read/line-reader.ts';
import { RecordReader } from '../../../src/aggregate/read/record-reader.ts';

const json = FORMS.find(({ name }) => name === 'json')!;
const origin = { zone: UTC, near: 0 };

interface Found {
  line: number;
  time: number;
  severity: number;
  texts: string[];
  attributes: string[];
}

function ofDraft(draft: Draft, line: number): Found {
  const { ms, ns, severity, message, service, logger, host, trace_id, span_id, attributes } = draft;
  return {
    line,
    time: ms * 1e6 + ns,
    severity,
    texts: [message, service, logger, host, trace_id, span_id],
    attributes: [...attributes],
  };
}

function ofRow({ bytes, ms, ns, severity, texts, names, values, attributes }: ByteRow, line: number): Found {
  const text = (pairs: Int32Array, i: number) => bytes.toString('utf8', pairs[i * 2], pairs[i * 2 + 1]);
  return {
    line,
    time: ms * 1e6 + ns,
    severity,
    texts: Array.from({ length: texts.length / 2 }, (_, i) => text(texts, i)),
    attributes: names.slice(0, attributes).flatMap((name, i) => [name, text(values, i)]),
  };
}

/** What is read of bytes that come in chunks; `rows` counts what was read without text. */
function read(chunks: readonly Buffer[], asBytes: boolean) {
  const found: Found[] = [];
  let rows = 0;
  const onRow = (row: ByteRow, _size: number, line: number): boolean => {
    rows++;
    found.push(ofRow(row, line));
    return true;
  };
  const records = new RecordReader(
    json,
    origin,
    (draft, line) => found.push(ofDraft(draft, line)),
    0,
    asBytes ? onRow : undefined,
  );
  const lines = new LineReader((line) => records.add(line), records.readsBytes ? records : undefined);
  for (const chunk of chunks) lines.push(chunk);
  lines.end();
  records.end();
  return { found, rows, counts: { ...lines.counts, ...records.counts } };
}

const LINES = [
  '{"time":"2026-07-01T10:15:30.123Z","level":"info","message":"a","user":"u1"}',
  '{"time":"2026-07-01T10:15:31.5Z","level":"ERROR","message":"Grüße","user":"u2"}',
  '{"time":"2026-07-01T10:15:32Z","level":"info","message":"a \\"b\\"","user":"u1"}',
  '{"level":30,"time":1782900930123,"msg":"pino","pid":1}',
  '{"message":"no time"}',
  '{"broken":',
  'Traceback (most recent call last):',
  '    at Object.<anonymous> (/srv/app.js:1:7)',
  'plain text',
  '',
  '{"message":"nul\u0000"}',
];

test('lines read from their bytes are the records that they are as text', () => {
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...LINES.slice(0, 5)) },
    { weight: 2, arbitrary: fc.constantFrom(...LINES) },
    { weight: 1, arbitrary: fc.constant('\u00ff') },
  );
  const end = fc.constantFrom('\n', '\n', '\r\n');
  const file = fc.array(fc.tuple(line, end), { maxLength: 60 });
  const cuts = fc.array(fc.nat(3_000), { maxLength: 4 });
  fc.assert(
    fc.property(file, cuts, (parts, places) => {
      const bytes = Buffer.concat(
        // A byte that is no UTF-8 stands in a line of its own.
        parts.map(([text, last]) => Buffer.from(text + last, text === '\u00ff' ? 'latin1' : 'utf8')),
      );
      const edges = [
        0,
        ...places.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b),
        bytes.length,
      ];
      const chunks = edges.slice(1).map((edge, i) => Buffer.from(bytes.subarray(edges[i], edge)));
      const asBytes = read(chunks, true);
      const asText = read(chunks, false);
      expect(asBytes.found).toEqual(asText.found);
      expect(asBytes.counts).toEqual(asText.counts);
    }),
    { numRuns: 1_000 },
  );
});

test('a file of one shape is read from its bytes', () => {
  const file = Buffer.from(`${LINES[0]}\n`.repeat(1_000));
  // The first is learned, and the last of each piece has nothing behind it that begins a record.
  expect(read([file], true).rows).toBeGreaterThan(990);
});
