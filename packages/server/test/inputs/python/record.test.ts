import { Draft, formatInstant, levelOf } from '@logboom/core';
import { describe, expect, test } from 'vitest';
import { RECORD_LIMITS } from '../../../src/inputs/python/budget.ts';
import { decodePickle } from '../../../src/inputs/python/pickle/decode.ts';
import { fillFromPickle, recordOf } from '../../../src/inputs/python/record.ts';
import { evaluatePython, FIXTURES } from './fixtures.ts';

function recordFrom(pickle: Uint8Array): { draft: Draft; attributes: Record<string, string> } {
  const draft = new Draft().reset();
  const invalid = fillFromPickle(pickle, draft);
  if (invalid !== undefined) throw invalid;
  return { draft, attributes: attributesOf(draft) };
}

function attributesOf(draft: Draft): Record<string, string> {
  if (draft.mayRepeat) draft.dropRepeats();
  const pairs: [string, string][] = [];
  for (let i = 0; i < draft.attributes.length; i += 2)
    pairs.push([draft.attributes[i]!, draft.attributes[i + 1]!]);
  expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
  return Object.fromEntries(pairs);
}

/** A pickle of the dict that an expression gives, from the machine's interpreter. */
const pickled = (expression: string): Buffer =>
  evaluatePython(
    `import pickle, sys, datetime, logging\nsys.stdout.buffer.write(pickle.dumps(${expression}, 1))`,
  );

describe.each(FIXTURES)('SocketHandler of Python $python', ({ python, frames }) => {
  const frameOf = (name: string): Buffer =>
    Buffer.from(frames.find((one) => one.name === name)!.frame, 'base64').subarray(4);

  test('messages, time and fields of every frame arrive', () => {
    for (const { name, message, exc_text } of frames) {
      const { draft, attributes } = recordFrom(frameOf(name));
      expect(draft.message).toBe(message);
      expect(draft.ms).toBe(python.startsWith('2.7') ? 1_365_142_028_250 : 1_782_900_930_123);
      expect(draft.ns).toBe(python.startsWith('2.7') ? 0 : 456_000);
      expect(attributes).toMatchObject({
        thread: '140661109898112',
        process: '4242',
        threadName: 'MainThread',
      });
      expect(Object.keys(attributes)).not.toEqual(
        expect.arrayContaining(['msecs', 'relativeCreated', 'args']),
      );
      if (exc_text !== null) expect(attributes.exc_text).toMatch(new RegExp(`^Traceback[^]*${exc_text}$`));
    }
  });

  test('a plain record', () => {
    const old = python.startsWith('2.7');
    const { draft, attributes } = recordFrom(frameOf('plain'));
    expect(draft.logger).toBe(old ? 'old.app' : 'myapp.area1');
    expect(levelOf(draft.severity)).toBe(old ? 'warn' : 'info');
    expect(attributes).toEqual({
      pathname: old ? '/srv/old/app.py' : '/srv/app/shop.py',
      filename: old ? 'app.py' : 'shop.py',
      module: old ? 'app' : 'shop',
      lineno: old ? '7' : '42',
      funcName: old ? 'main' : 'checkout',
      thread: '140661109898112',
      threadName: 'MainThread',
      process: '4242',
      processName: 'MainProcess',
    });
  });

  test.skipIf(python.startsWith('2.7'))('extras, flattened, with their origin in the columns', () => {
    const { draft, attributes } = recordFrom(frameOf('extras'));
    expect([draft.service, draft.trace_id]).toEqual(['shop', '0af7651916cd43dd8448eb211c80319c']);
    expect(attributes).toMatchObject({
      'user.id': '1152921504606846976',
      'user.tags': "['a', 1.0]",
      'user.name.first': 'Ada',
      when: '2026-07-01T00:00:00+00:00',
      price: '9.50',
      error: 'ValueError: bad',
      ok: 'True',
    });
    expect(Object.keys(attributes)).not.toContain('user.none');
  });

  test.skipIf(python.startsWith('2.7'))('a level of its own keeps its name and number', () => {
    const { draft, attributes } = recordFrom(frameOf('own level'));
    expect(draft.severity).toBe(10);
    expect(attributes).toMatchObject({ severity_text: 'NOTICE', levelno: '25' });
  });
});

test('taskName arrives from inside a task, since Python 3.12', () => {
  const { attributes } = recordFrom(pickled("{'msg': 'm', 'levelno': 20, 'taskName': 'Task-1'}"));
  expect(attributes).toEqual({ taskName: 'Task-1' });
});

test('arguments that the sender did not format are formatted here', () => {
  const record = "{'msg': '%s is %(x)s', 'args': ('a',)}";
  expect(recordFrom(pickled("{'msg': '%s took %.1f s', 'args': ('job', 1.25)}")).draft.message).toBe(
    'job took 1.2 s',
  );
  expect(recordFrom(pickled("{'msg': '%(a)s!', 'args': {'a': 1}}")).draft.message).toBe('1!');
  expect(recordFrom(pickled("{'msg': '100%', 'args': ()}")).draft.message).toBe('100%');
  expect(recordFrom(pickled(record)).draft.message).toBe("%s is %(x)s ('a',)");
});

test('a LogRecord that was pickled as an object is read like its dict', () => {
  const { draft } = recordFrom(
    pickled("logging.makeLogRecord({'name': 'a', 'msg': 'hi %s', 'args': ('you',), 'levelno': 40})"),
  );
  expect([draft.logger, draft.message, levelOf(draft.severity)]).toEqual(['a', 'hi you', 'error']);
});

test('a dict of another shape is read by the names that loggers use', () => {
  const { draft, attributes } = recordFrom(
    pickled(
      "{'message': 'm', 'level': 'WARN', 'time': 1782900930.5, 'app': 's', 'x': {'y': [1]}, '__proto__': 'p'}",
    ),
  );
  expect([draft.message, levelOf(draft.severity), draft.service]).toEqual(['m', 'warn', 's']);
  expect(formatInstant(draft.ms, draft.ns)).toBe('2026-07-01T10:15:30.500000000Z');
  expect(attributes).toMatchObject({ 'x.y': '[1]' });
  expect(Object.entries(attributes)).toContainEqual(['__proto__', 'p']);
});

test('what is no dict is kept as a message', () => {
  expect(recordFrom(pickled("['a', 1.0]")).draft.message).toBe("['a', 1.0]");
  expect(recordFrom(pickled('None')).draft.message).toBe('None');
  expect(recordFrom(pickled("ValueError('bad')")).draft.message).toBe('ValueError: bad');
});

test('a time that is none stays as an attribute', () => {
  const { draft, attributes } = recordFrom(pickled("{'msg': 'm', 'created': 'yesterday'}"));
  expect(draft.ms).toBeNaN();
  expect(attributes).toEqual({ created: 'yesterday' });
  const when = recordFrom(pickled("{'msg': 'm', 'created': datetime.datetime(2026, 7, 1)}"));
  expect(formatInstant(when.draft.ms, when.draft.ns)).toBe('2026-07-01T00:00:00.000000000Z');
});

test('an id of zeros is none', () => {
  const { draft, attributes } = recordFrom(
    pickled("{'msg': 'm', 'otelTraceID': '0', 'otelSpanID': '0', 'otelServiceName': 's'}"),
  );
  expect([draft.trace_id, draft.span_id, draft.service]).toEqual(['', '', 's']);
  expect(attributes).toEqual({ otelTraceID: '0', otelSpanID: '0' });
});

test('a name that stands twice counts once', () => {
  const record =
    "{'msg': 'm', 'levelno': 25, 'levelname': 'NOTICE', 'severity_text': 'x', 'a': {'b': 1}, 'a.b': 2}";
  expect(recordFrom(pickled(record)).attributes).toEqual({
    levelno: '25',
    severity_text: 'NOTICE',
    'a.b': '2',
  });
  const crafted =
    '}(X\x03\x00\x00\x00msgX\x01\x00\x00\x00mX\x06\x00\x00\x00linenoK\x01X\x06\x00\x00\x00linenoK\x02u.';
  expect(recordFrom(Buffer.from(crafted, 'latin1')).attributes).toEqual({ lineno: '2' });
});

test('extras may not take the place of what Python says', () => {
  const { draft, attributes } = recordFrom(
    pickled(
      "{'name': 'n', 'msg': 'm', 'levelno': 20, 'event': 'e', 'level': 'fatal', 'scope': 's', 'time': '2020-01-01 00:00:00'}",
    ),
  );
  expect([draft.logger, draft.message, levelOf(draft.severity)]).toEqual(['n', 'm', 'info']);
  expect(draft.ms).toBeNaN();
  expect(attributes).toEqual({ event: 'e', level: 'fatal', scope: 's', time: '2020-01-01 00:00:00' });
});

describe('limits', () => {
  const total = (draft: Draft): number =>
    draft.attributes.reduce((sum, text) => sum + text.length, draft.message.length);

  test('one long text under many names is written out only as far as the record may be', () => {
    const { draft, attributes } = recordFrom(
      pickled("(lambda t: {'msg': 'm', **{'k%d' % i: t for i in range(1000)}})('x' * 100000)"),
    );
    expect(total(draft)).toBeLessThanOrEqual(RECORD_LIMITS.text + 2000);
    expect(Number(attributes['logboom.omitted'])).toBeGreaterThan(900);
    expect(draft.message).toBe('m');
  });

  test('dicts that share dicts are walked only so far', () => {
    const grow = `exec("x = {'v': None}\\nfor _ in range(12): x = {'a%d' % i: x for i in range(10)}") or x`;
    const pickle = evaluatePython(
      `import pickle, sys\n${grow.replace(/^exec\("(.*)"\) or x$/, '$1').replaceAll('\\n', '\n')}\nsys.stdout.buffer.write(pickle.dumps({'msg': 'm', 'deep': x}, 1))`,
    );
    const { attributes } = recordFrom(pickle);
    expect(Number(attributes['logboom.omitted'])).toBeGreaterThan(0);
  });

  test('many large keys that have to be shown first are shown only so far', () => {
    const program = `import pickle, sys
big = tuple('key' * 9 for _ in range(1000))
d = {(i, big): (None if i % 2 else {(j, big): {} for j in range(3)}) for i in range(12000)}
sys.stdout.buffer.write(pickle.dumps({'msg': 'm', **{'d': d}}, 2))`;
    const { draft, attributes } = recordFrom(evaluatePython(program));
    expect(total(draft)).toBeLessThanOrEqual(RECORD_LIMITS.text + 2000);
    expect(Number(attributes['logboom.omitted'])).toBeGreaterThan(0);
  });

  test('a dict inside itself ends', () => {
    const value = decodePickle(
      Buffer.from('}q\x00(X\x03\x00\x00\x00msgX\x01\x00\x00\x00mX\x01\x00\x00\x00dh\x00u.', 'latin1'),
    );
    const draft = new Draft().reset();
    recordOf(value, draft);
    expect(attributesOf(draft)).toMatchObject({ 'd.msg': 'm', 'd.d': "{'msg': 'm', 'd': {...}}" });
  });
});

test('a bad frame is an error that is given back, not thrown', () => {
  expect(fillFromPickle(Buffer.from('nonsense'), new Draft().reset())?.code).toBe('LB_PICKLE_INVALID');
});
