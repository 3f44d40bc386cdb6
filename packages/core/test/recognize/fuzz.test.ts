import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Continuation,
  Draft,
  FORMS,
  HEADER_FORMS,
  LineRecognizer,
  type Origin,
  recognize,
  timeZone,
} from '../../src/index.ts';

const origin: Origin = { zone: timeZone('Europe/Berlin'), near: Date.parse('2024-11-17T12:00:00Z') };
const EXAMPLES = [...FORMS, ...HEADER_FORMS].flatMap(({ examples }) => examples.map(({ text }) => text));

/** Lines that nearly are of a form: an example with a part of it replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.nat(200), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }))
  .map(([text, at, length, other]) => text.slice(0, at) + other + text.slice(at + length));

describe('recognisers', () => {
  test('no line makes them fail, and a refused line leaves nothing behind', () => {
    const recognizer = new LineRecognizer();
    const draft = new Draft();
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (line) => {
        const form = recognizer.parse(line, draft, origin);
        if (form === undefined) {
          expect([draft.message, draft.service, draft.severity, draft.attributes.length]).toEqual([
            '',
            '',
            0,
            0,
          ]);
        } else expect(draft.attributes.every((text) => typeof text === 'string')).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a form is found for any lines', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mutated, fc.string())), (lines) => {
        expect(recognize(lines, origin).name).not.toBe('');
      }),
    );
  });

  // A pattern that backtracks would not come to an end here within the time of a test.
  test('long lines made to mislead are read in time', () => {
    const draft = new Draft();
    const parts = [
      '(',
      ')',
      '[',
      '"',
      '\\',
      '=',
      'a',
      'a.',
      ' ',
      '1',
      ':',
      ' - ',
      ' | ',
      '\t',
      'a=b ',
      '[] ',
      '\\"',
    ];
    for (const part of parts) {
      const tail = part.repeat(50_000);
      for (const example of ['', ...EXAMPLES]) {
        for (const cut of [example.length, example.length >> 1]) {
          const line = example.slice(0, cut).replaceAll('\n', ' ') + tail;
          new LineRecognizer().parse(line, draft, origin);
        }
      }
      const continuation = new Continuation();
      continuation.continues('panic: no');
      continuation.continues(tail);
    }
  });
});
