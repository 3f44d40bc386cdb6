import { formatInstant, LEVELS, type LogRecord, SEVERITY } from '@logboom/core';
import { compileFilter, type Filter, printFilter } from '@logboom/logsql';
import fc from 'fast-check';
import { expect } from 'vitest';
import { fields, filters, texts } from '../../../logsql/test/arbitrary.ts';
import { record, type TestEngine } from './engine.ts';

/** 2026-07-01T10:00:00Z */
const NOW = 1_782_900_000_000_000_000n;
const RECORDS_PER_BATCH = 60;
const FILTERS_PER_BATCH = 25;

const messages = fc.oneof(
  texts,
  fc
    .array(texts, { minLength: 2, maxLength: 4 })
    .chain((parts) =>
      fc.constantFrom(' ', '', ': ', '\n', '_', '—', '“').map((between) => parts.join(between)),
    ),
);

const records: fc.Arbitrary<Partial<LogRecord>> = fc.record(
  {
    timestamp: fc
      .integer({ min: -40 * 86_400, max: 86_400 })
      .chain((seconds) =>
        fc.nat(999_999).map((ns) => formatInstant(Number(NOW / 1_000_000n) + seconds * 1000, ns)),
      ),
    level: fc.constantFrom(...LEVELS),
    message: messages,
    service: texts,
    host: texts,
    attributes: fc.dictionary(fields, messages, { maxKeys: 4 }),
    source: fc.constantFrom('http', 'syslog'),
  },
  { requiredKeys: [] },
);

/** Checks `cases` generated filters, each over generated records: SQL and evaluator must select the same ones. */
export async function checkAgreement(engine: TestEngine, cases: number, seed?: number): Promise<void> {
  const runs = Math.ceil(cases / FILTERS_PER_BATCH);
  await fc.assert(
    fc.asyncProperty(
      fc.array(records, { minLength: RECORDS_PER_BATCH, maxLength: RECORDS_PER_BATCH }),
      fc.array(filters, { minLength: FILTERS_PER_BATCH, maxLength: FILTERS_PER_BATCH }),
      async (generated, wanted) => {
        const all = generated.map((values) => withSeverity(record(wellFormed(values))));
        await engine.clear();
        await engine.insert(all);
        await Promise.all(wanted.map((filter) => checkOne(engine, all, filter)));
      },
    ),
    { numRuns: runs, endOnFailure: true, ...(seed !== undefined && { seed }) },
  );
}

async function checkOne(engine: TestEngine, all: LogRecord[], filter: Filter): Promise<void> {
  const text = printFilter(filter);
  const test = compileFilter(filter, { now: NOW });
  const expected = all.filter(test).map(({ id }) => id);
  const rows = await engine.query(`${text} | fields id`, { now: NOW }).catch((error: unknown) => {
    throw new Error(`${text}: ${error}`);
  });
  const found = rows.map((row) => row.id!);
  const difference = [
    ...expected.filter((id) => !found.includes(id)),
    ...found.filter((id) => !expected.includes(id)),
  ];
  const shown = all.filter(({ id }) => difference.includes(id)).slice(0, 2);
  expect(difference, `${text} on ${JSON.stringify(shown)} (evaluator: ${shown.map(test)})`).toEqual([]);
}

function withSeverity(made: LogRecord): LogRecord {
  return { ...made, severity: SEVERITY[made.level] };
}

/** Half a surrogate pair does not survive UTF-8. */
function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  );
}
