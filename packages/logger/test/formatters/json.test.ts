import { Draft, normalizeJson } from '@logboom/core';
import {
  ecs,
  gcp,
  JsonFormatter,
  LogfmtFormatter,
  type Logger,
  OtelFormatter,
  PrettyFormatter,
  TextFormatter,
} from '@logboom/logger';
import { describe, expect, test } from 'vitest';
import { collector } from '../collect.ts';

function speak(log: Logger): void {
  log
    .child({ service: 'shop', trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' })
    .error('payment %s failed', 'p1', { ms: 12 }, new TypeError('bad card'));
}

describe("Logboom's normaliser understands every shape", () => {
  test.each([
    ['plain', new JsonFormatter()],
    ['ecs', new JsonFormatter({ shape: ecs() })],
    ['gcp', new JsonFormatter({ shape: gcp() })],
    ['otel', new OtelFormatter()],
    ['python names', new JsonFormatter({ level: 'name', time: 'seconds' })],
  ])('%s', (shape, formatter) => {
    const before = Date.now();
    const { log, lines } = collector(formatter);
    speak(log);
    const draft = new Draft().reset();
    normalizeJson(lines[0]!, draft);
    expect(draft.message).toBe('payment p1 failed');
    expect(draft.severity).toBe(17);
    expect(draft.trace_id).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(draft.span_id).toBe('00f067aa0ba902b7');
    expect(draft.ms).toBeGreaterThanOrEqual(before);
    if (shape !== 'otel') {
      expect(draft.service).toBe('shop');
      expect(draft.logger).toBe('test');
    }
  });
});

test('fields that collide with the own names stay', () => {
  const { log, last } = collector();
  log.info('real', { message: 'other', level: 9, time: 'noon', logger: 'mine' });
  expect(last()).toMatchObject({
    message: 'real',
    message_: 'other',
    level: 'info',
    level_: 9,
    time_: 'noon',
    logger_: 'mine',
  });
});

test('names, constant fields and times can be chosen', () => {
  const { log, last } = collector(
    new JsonFormatter({
      names: { time: 'ts', message: 'msg', logger: '' },
      time: 'milliseconds',
      level: 'number',
      fields: { app: 'x' },
    }),
  );
  log.info('hello');
  expect(Object.keys(last())).toEqual(['level', 'ts', 'msg', 'app']);
  expect(last()).toMatchObject({ level: 20, msg: 'hello', app: 'x', ts: expect.any(Number) });
});

test('an error under the name of a field does not hide it', () => {
  const { log, last } = collector();
  log.error('x', { error: 'code 7' }, new Error('boom'));
  expect(last()).toMatchObject({ error: 'code 7', error_: { message: 'boom' } });
});

test('logfmt quotes what needs it', () => {
  const { log, lines } = collector(new LogfmtFormatter());
  log.info('two words', { 'a b': 'x=y', n: 1, empty: '' });
  expect(lines[0]).toMatch(/^time=\S+Z level=info logger=test msg="two words" a_b="x=y" n=1 empty=""$/);
});

test('pretty shows the level, the fields and the error', () => {
  const { log, lines } = collector(new PrettyFormatter({ colors: false, utc: true }));
  log.warn('careful', { n: 1 }, new Error('boom'));
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARNING {2}test: careful {2}n=1\n {4}Error: boom\n/);
  const colored = collector(new PrettyFormatter());
  colored.log.error('x');
  expect(colored.lines[0]).toContain('\u001b[31mERROR');
});

test('text: causes and members of an AggregateError follow the line', () => {
  const { log, lines } = collector(new TextFormatter({ format: '%(levelname)s %(message)s' }));
  log.error('failed', new Error('outer', { cause: new AggregateError([new Error('one')], 'many') }));
  expect(lines[0]).toMatch(
    /^ERROR failed\nError: outer\n[\s\S]*Caused by: AggregateError: many\n[\s\S]*Contains:\n\s+Error: one/,
  );
});

test('text: a field that a record lacks', () => {
  const { log, lines } = collector(
    new TextFormatter({ format: '[%(request_id)s] %(user)s', defaults: { user: 'nobody' } }),
  );
  log.info('x');
  log.info('x', { request_id: 'r1', user: 'ann' });
  expect(lines).toEqual(['[-] nobody', '[r1] ann']);
});

test.each([
  ['%', 'no field', /no field found/],
  ['%', '%s', /has no name/],
  ['{', '{}', /has no name/],
  ['$', 'costs $ 5', /bare \$/],
  ['!', 'x', /style must be one of/],
])('a format that is none (%s %s) is refused', (style, format, message) => {
  expect(() => new TextFormatter({ format, style: style as '%' })).toThrow(message);
});
