import { Draft, formatInstant } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { RedisRecords } from '../../../src/inputs/redis/record.ts';
import { fuzz } from '../fuzz.ts';

const draft = new Draft();
const records = new RedisRecords();

function shown(): object {
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: Record<string, string> = {};
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes[draft.attributes[i]!] = draft.attributes[i + 1]!;
  const { severity, service, logger, host, message } = draft;
  const time = Number.isNaN(draft.ms) ? undefined : formatInstant(draft.ms, draft.ns);
  return { time, severity, service, logger, host, message, attributes };
}

function read(text: string): object {
  records.fill(text, 'channel', 'my:channel', draft.reset());
  return shown();
}

const REDIS_LOG = {
  ...{
    username: 'ada',
    args: ['job', 1.25],
    name: 'my.logger',
    level: 'warning',
    line_no: 7,
    traceback: null,
  },
  ...{ filename: '/srv/app.py', time: '2011-11-21T10:00:00.123456', msg: '%s took %.1f s', funcname: 'work' },
  hostname: 'web-1',
};

describe('python-redis-log', () => {
  test('the message is rendered, its template stays', () => {
    expect(read(JSON.stringify(REDIS_LOG))).toEqual({
      ...{ time: '2011-11-21T10:00:00.123456000Z', severity: 13, service: 'my:channel', logger: 'my.logger' },
      ...{ host: 'web-1', message: 'job took 1.2 s' },
      attributes: {
        ...{
          severity_text: 'warning',
          username: 'ada',
          args: '["job",1.25]',
          line_no: '7',
          funcname: 'work',
        },
        ...{ filename: '/srv/app.py', msg: '%s took %.1f s', 'redis.channel': 'my:channel' },
      },
    });
  });

  test('its word for debug', () => {
    expect(read(JSON.stringify({ ...REDIS_LOG, level: 'unknown' }))).toMatchObject({ severity: 5 });
  });

  test.each([
    ['arguments that do not fit', { args: ['job'] }],
    ['no arguments', { args: [] }],
    ['arguments that are no list', { args: 'job' }],
  ])('%s: the message stays as it was sent', (_title, more) => {
    expect(read(JSON.stringify({ ...REDIS_LOG, ...more }))).toMatchObject({ message: '%s took %.1f s' });
  });
});

describe('entries of streams', () => {
  test('the fields are the record, the id is its time', () => {
    records.fillEntry(
      ['level', 'warn', 'message', 'hi', 'order', '7'],
      '1763719200123-0',
      'events',
      draft.reset(),
    );
    expect(shown()).toMatchObject({
      ...{ time: '2025-11-21T10:00:00.123000000Z', severity: 13, service: 'events', message: 'hi' },
      attributes: { order: '7', 'redis.stream': 'events' },
    });
  });

  test('one field that holds JSON is the record', () => {
    records.fillEntry(['data', '{"msg":"hi","app":"shop"}'], '1763719200123-0', 'events', draft.reset());
    expect(shown()).toMatchObject({ service: 'shop', message: 'hi' });
  });
});

test('2,000 mutated payloads are read, whatever they are', () => {
  fuzz({
    seeds: [JSON.stringify(REDIS_LOG), '{"level":"info","message":"hello"}', 'level=warn msg="slow"'].map(
      (text) => Buffer.from(text),
    ),
    alphabet: Buffer.from('{}[]":,%sdf(0123456789)\\'),
    runs: 2000,
    decode(bytes) {
      const text = bytes.toString();
      records.fill(text, 'channel', 'c', draft.reset());
      expect(draft.message.length + draft.attributes.length).toBeGreaterThan(0);
      records.fillEntry(['a', text, text, 'b'], text, 's', draft.reset());
      expect(draft.attributes).toContain('redis.stream');
    },
  });
});
