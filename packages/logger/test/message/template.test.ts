import { DEBUG, LogEvent, onInternalError, TextFormatter } from '@logboom/logger';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parseBraces } from '../../src/text/brace.ts';
import { parsePercent } from '../../src/text/percent.ts';
import { strftime, timeParts } from '../../src/text/strftime.ts';
import { collector } from '../collect.ts';

afterEach(() => onInternalError(undefined));

/** Texts that are full of what templates are made of. */
const piece = fc.constantFrom(
  '%',
  '{',
  '}',
  '%s',
  '%d',
  '%*d',
  '%.*f',
  '%(a)s',
  '{}',
  '{0}',
  '{a}',
  '{a.b}',
  '{{',
  '}}',
  '%%',
  '{a:>10}',
  '{!r}',
  '%5.2f',
  '%c',
  '{:c}',
  '{:x}',
  'x',
  ' ',
  '🙂',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
);
const argument = fc.oneof(
  fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
  fc.constant(new Error('e')),
  fc.dictionary(fc.constantFrom('a', 'b', 'constructor', '__proto__'), fc.anything()),
);

test('every call makes one record that can be read, and no trouble inside', () => {
  const problems: unknown[] = [];
  onInternalError((where, error) => void problems.push([where, error]));
  const { log, lines } = collector();
  const plain = collector(new TextFormatter({ format: '%(message)s', fields: true }));
  let calls = 0;
  fc.assert(
    fc.property(text, fc.array(argument, { maxLength: 4 }), (message, args) => {
      log.info(message, ...args);
      plain.log.info(message, ...args);
      calls++;
      JSON.parse(lines.at(-1)!);
    }),
    { numRuns: 3000 },
  );
  expect(problems).toEqual([]);
  expect([lines.length, plain.lines.length]).toEqual([calls, calls]);
});

test('a text without arguments is the message, whatever is in it', () => {
  const { log, last } = collector();
  fc.assert(
    fc.property(text, (message) => {
      log.info(message);
      expect(last().message).toBe(message.toWellFormed() === message ? message : last().message);
    }),
  );
});

test('parsers keep every character', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(parsePercent(whole).literals.length).toBe(parsePercent(whole).directives.length + 1);
      expect(parseBraces(whole).literals.length).toBe(parseBraces(whole).placeholders.length + 1);
      if (!whole.includes('%')) expect(parsePercent(whole).literals).toEqual([whole]);
      if (!/[{}]/.test(whole)) expect(parseBraces(whole).literals).toEqual([whole]);
    }),
  );
});

test('values that are missing leave their place as it was written', () => {
  const { log, last } = collector();
  log.info('{name} and {other.deep}', { name: 'ann' });
  expect(last().message).toBe('ann and {other.deep}');
  log.info('%(name)s and %(other)d', { name: 'ann' });
  expect(last().message).toBe('ann and %(other)d');
  log.info('{json} text', 5);
  expect(last().message).toBe('{json} text 5');
  log.info('{constructor} {__proto__} {toString}', {});
  expect(last().message).toBe('{constructor} {__proto__} {toString}');
  log.info('{user.name}', { user: { name: 'bob' } });
  expect(last().message).toBe('bob');
});

test('a width from an argument cannot fill the memory', () => {
  const { log, last } = collector();
  log.info('%*d', 1e12, 1);
  expect(String(last().message).length).toBeLessThan(20_000);
});

test('any date format and time', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
      fc.boolean(),
      (format, time, utc) => {
        expect(typeof strftime(format, timeParts(time, utc))).toBe('string');
      },
    ),
  );
  const event = LogEvent.from({ name: 'x', level: DEBUG, template: 'x', time: Number.NaN });
  expect(new TextFormatter({ format: '%(asctime)s %(message)s' }).format(event)).toContain('x');
});
