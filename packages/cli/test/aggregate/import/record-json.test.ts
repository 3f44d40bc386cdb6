import { ALIASES, Draft, levelOf, normalizeJson } from '@logboom/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordJson } from '../../../src/aggregate/import/record-json.ts';

const NAMES = Object.values(ALIASES).flat();

function shown({
  ms,
  ns,
  severity,
  message,
  service,
  logger,
  host,
  trace_id,
  span_id,
  attributes,
}: Draft): object {
  const pairs: Record<string, string> = {};
  for (let i = 0; i < attributes.length; i += 2) pairs[attributes[i]!] = attributes[i + 1]!;
  return {
    ms,
    ns,
    level: severity === 0 ? '' : levelOf(severity),
    severity,
    message,
    service,
    logger,
    host,
    trace_id,
    span_id,
    pairs,
  };
}

test('the server reads a line back as the same record, whatever its attributes are called', () => {
  const columns = ['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const;
  // Names of columns themselves never are attributes of a record that was read.
  const name = fc.oneof(
    fc.constantFrom(
      ...NAMES.filter((one) => !['timestamp', 'level', 'severity_number', ...columns].includes(one)),
    ),
    fc.string({ minLength: 1 }).filter((text) => text !== '__proto__' && !/^\d+$/.test(text)),
  );
  const attributes = fc.dictionary(
    name,
    // One that says the same as its column is not kept twice.
    fc.string().map((text) => `value ${text}`),
    { maxKeys: 6 },
  );
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(columns.map((column) => [column, fc.string()]))),
      attributes,
      fc.integer({ min: 1, max: 24 }),
      fc.nat(2 ** 41),
      fc.nat(999_999),
      (texts, pairs, severity, ms, ns) => {
        const draft = Object.assign(new Draft().reset(), texts, { ms, ns, severity });
        for (const [key, value] of Object.entries(pairs)) draft.attribute(key, value);
        const back = new Draft().reset();
        normalizeJson(recordJson(draft), back);
        back.dropRepeats();
        expect(shown(back)).toEqual(shown(draft));
      },
    ),
    { numRuns: 2000 },
  );
});
