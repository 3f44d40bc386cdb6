import { describe, expect, test } from 'vitest';
import { Draft, formatInstant, normalizeJson, unwrapJson } from '../../src/index.ts';

const draft = new Draft();

function shown(): object {
  if (draft.mayRepeat) draft.dropRepeats();
  const attributes: Record<string, string> = {};
  for (let i = 0; i < draft.attributes.length; i += 2)
    attributes[draft.attributes[i]!] = draft.attributes[i + 1]!;
  const { severity, service, host, message } = draft;
  const time = Number.isNaN(draft.ms) ? undefined : formatInstant(draft.ms, draft.ns);
  return { time, severity, service, host, message, attributes };
}

function read(object: object): object {
  normalizeJson(JSON.stringify(object), draft.reset());
  return shown();
}

describe('what a container wrote, in `log`', () => {
  test("Docker's json-file: the line end is left out", () => {
    expect(read({ log: 'hello\r\n', stream: 'stderr', time: '2025-11-21T10:00:00.123456789Z' })).toEqual({
      ...{ time: '2025-11-21T10:00:00.123456789Z', severity: 0, service: '', host: '', message: 'hello' },
      attributes: { stream: 'stderr' },
    });
  });

  test("Docker's json-file: JSON inside, and the tag", () => {
    const log = '{"level":"error","msg":"boom","time":"2025-11-21T09:59:59Z","n":12345678901234567890}\n';
    expect(
      read({ log, stream: 'stdout', attrs: { tag: 'shop' }, time: '2025-11-21T10:00:00Z' }),
    ).toMatchObject({
      ...{ time: '2025-11-21T09:59:59.000000000Z', severity: 17, service: 'shop', message: 'boom' },
      attributes: { stream: 'stdout', n: '12345678901234567890' },
    });
  });

  test('the time around it counts where it has none', () => {
    const log = '{"msg":"boom"}';
    expect(read({ log, time: '2025-11-21T10:00:00Z' })).toMatchObject({
      ...{ time: '2025-11-21T10:00:00.000000000Z', message: 'boom' },
    });
  });

  test("Docker's fluentd driver: the container's name has no slash", () => {
    expect(read({ container_name: '/shop', source: 'stdout', log: 'hi' })).toMatchObject({
      ...{ service: 'shop', message: 'hi' },
    });
  });

  test.each(['{not json}', '{"a":', '[1]', '{}'])('%s stays as it is', (log) => {
    expect(read({ log })).toMatchObject({ message: log });
  });

  test('only what is called log is looked into', () => {
    expect(read({ message: '{"msg":"inside"}' })).toMatchObject({ message: '{"msg":"inside"}' });
  });
});

test("a header's host and application stay where the record inside says otherwise", () => {
  draft.reset();
  draft.host = 'web-1';
  draft.service = 'docker';
  draft.severity = 9;
  draft.message = '{"msg":"boom","level":"fatal","service":"shop","host":"pod-7"}';
  unwrapJson(draft);
  expect(shown()).toEqual({
    ...{ time: undefined, severity: 21, service: 'shop', host: 'pod-7', message: 'boom' },
    attributes: { appname: 'docker', hostname: 'web-1' },
  });
});
