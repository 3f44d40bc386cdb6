import { Draft, formatInstant } from '@logboom/core';
import { expect, test } from 'vitest';
import { fillGelf } from '../../../src/inputs/gelf/record.ts';
import { CAPTURES } from './captures.ts';

const draft = new Draft();

function read(message: object | string) {
  fillGelf(typeof message === 'string' ? message : JSON.stringify(message), draft.reset());
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: Record<string, string> = {};
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes[draft.attributes[i]!] = draft.attributes[i + 1]!;
  const { severity, host, service, logger, message: text, trace_id, span_id } = draft;
  const time = Number.isNaN(draft.ms) ? undefined : formatInstant(draft.ms, draft.ns);
  return { time, severity, host, service, logger, message: text, trace_id, span_id, attributes };
}

test("the specification's example", () => {
  expect(read(CAPTURES.specification)).toEqual({
    ...{ time: '2013-11-21T17:11:02.307200000Z', severity: 22, host: 'example.org', service: '', logger: '' },
    ...{ message: CAPTURES.specification.short_message, trace_id: '', span_id: '' },
    attributes: {
      full_message: 'Backtrace here\n\nmore stuff',
      user_id: '9001',
      some_info: 'foo',
      some_env_var: 'bar',
    },
  });
});

test("Docker's gelf driver: the container is the service, the time of its creation is none of the record's", () => {
  expect(read(CAPTURES.docker)).toMatchObject({
    ...{ time: '2025-11-21T10:00:00.123000000Z', severity: 17, host: 'web1', service: 'shop' },
    attributes: {
      container_id: '5790672ab6a0',
      created: '2026-11-01T00:00:00.123456789Z',
      tag: '5790672ab6a0',
    },
  });
});

test('a container that logs JSON says its own level, time and message', () => {
  expect(read(CAPTURES.dockerJson)).toMatchObject({
    ...{ time: '2026-11-21T10:00:00.250000000Z', severity: 13, service: 'shop', message: 'slow' },
    attributes: { ms: '812' },
  });
});

test('deprecated fields are kept, and the facility names the service', () => {
  expect(read(CAPTURES.python)).toMatchObject({
    ...{ severity: 17, service: 'myapp', logger: 'myapp.area', message: 'it failed' },
    attributes: { file: '/srv/app.py', line: '7', pid: '12', full_message: 'it failed\nTraceback ...' },
  });
});

test('trace context, service, nested and empty fields', () => {
  expect(read(CAPTURES.trace)).toEqual({
    ...{ time: undefined, severity: 0, host: 'h', service: 'shop', logger: '', message: 'm' },
    ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' },
    attributes: { 'nested.a.b': '1', on: 'true' },
  });
});

test('nanoseconds as text are exact', () => {
  expect(read(CAPTURES.exact).time).toBe('2025-11-21T10:00:00.123456789Z');
});

test('a number past 2^53 is kept as it was written', () => {
  const text = '{"version":"1.1","host":"h","short_message":"m","_id":12345678901234567890}';
  expect(read(text).attributes).toEqual({ id: '12345678901234567890' });
});

test('JSON that is no GELF is read by the names that loggers use', () => {
  expect(read({ msg: 'hi', level: 'warn', app: 'a' })).toMatchObject({
    message: 'hi',
    severity: 13,
    service: 'a',
  });
});

test.each(['', 'hello', '[1]', 'null', '"text"', '{"a":'])('%j is refused', (text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'LB_RECORD_INVALID' }));
});
