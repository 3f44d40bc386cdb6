import { describe, expect, test } from 'vitest';
import {
  Draft,
  type Example,
  FORMS,
  formatInstant,
  HEADER_FORMS,
  LineRecognizer,
  levelOf,
  type Origin,
  recognize,
  UTC,
} from '../../src/index.ts';

/** Examples without a year or a date are of this day. */
const origin: Origin = { zone: UTC, near: Date.parse('2024-11-17T12:00:00Z') };

function shown(draft: Draft): Omit<Example, 'text'> {
  const { ms, ns, severity, attributes } = draft;
  const pairs: Record<string, string> = {};
  for (let i = 0; i < attributes.length; i += 2) pairs[attributes[i]!] = attributes[i + 1]!;
  return {
    ...(Number.isNaN(ms) ? {} : { time: formatInstant(ms, ns) }),
    ...(severity === 0 ? {} : { level: levelOf(severity) }),
    message: draft.message,
    service: draft.service,
    logger: draft.logger,
    host: draft.host,
    trace_id: draft.trace_id,
    span_id: draft.span_id,
    attributes: pairs,
  };
}

function wanted({ text: _, time, ...rest }: Example): Omit<Example, 'text'> {
  return {
    ...(time === undefined
      ? {}
      : {
          time: formatInstant(
            Date.parse(time),
            Number(/\.\d{3}(\d{1,6})/.exec(time)?.[1]?.padEnd(6, '0') ?? 0),
          ),
        }),
    message: '',
    service: '',
    logger: '',
    host: '',
    trace_id: '',
    span_id: '',
    attributes: {},
    ...rest,
  };
}

describe.each(FORMS.map((form) => [form.name, form] as const))('%s', (_, form) => {
  test.each(form.examples.map((example) => [example.text, example] as const))('%s', (text, example) => {
    const draft = new Draft().reset();
    expect(form.parse(text, draft, origin)).toBe(true);
    expect(shown(draft)).toEqual(wanted(example));
  });

  test('is recognised from its own lines', () => {
    const separator = form.framing === 'paragraph' ? '\n\n' : '\n';
    for (const { text } of form.examples) {
      const lines = `${text}${separator}${text}`.split('\n');
      expect(recognize(lines, origin).name, text).toBe(form.name);
    }
  });

  test('one of its lines alone is recognised as a line', () => {
    if (form.framing === 'paragraph') return;
    for (const example of form.examples.filter(({ text }) => !text.includes('\n'))) {
      const draft = new Draft();
      expect(new LineRecognizer().parse(example.text, draft, origin)?.name).toBe(form.name);
      expect(shown(draft)).toEqual(wanted(example));
    }
  });
});

describe.each(HEADER_FORMS.map((form) => [form.name, form] as const))('%s', (_, headerForm) => {
  test.each(headerForm.examples.map((example) => [example.text, example] as const))('%s', (text, example) => {
    const [header, ...lines] = text.split('\n');
    const line = lines.join('\n');
    const form = recognize([header!, ...lines], origin);
    expect(form.name).toBe(headerForm.name);
    expect(form.ignores?.(header!)).toBe(true);
    const draft = new Draft().reset();
    expect(form.parse(line, draft, origin)).toBe(true);
    expect(shown(draft)).toEqual(wanted(example));
  });
});

test('names are unique, and the table knows each form once', () => {
  const names = [...FORMS, ...HEADER_FORMS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
