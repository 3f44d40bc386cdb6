import { FORMS, type Form, type Origin, recognize, TEXT, UTC } from '@logboom/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RecordCounts, RecordReader } from '../../../src/aggregate/read/record-reader.ts';

const origin: Origin = { zone: UTC, near: Date.parse('2024-11-17T12:00:00Z') };

interface Shown {
  line: number;
  level: number;
  message: string;
}

function read(
  lines: string[],
  form: Form = recognize(lines, origin),
): { records: Shown[]; counts: RecordCounts } {
  const records: Shown[] = [];
  const reader = new RecordReader(form, origin, ({ severity, message }, line) => {
    records.push({ line, level: severity, message });
  });
  for (const line of lines) reader.add(line);
  reader.end();
  return { records, counts: reader.counts };
}

const TRACES: Record<string, string[]> = {
  Python: [
    'Traceback (most recent call last):',
    '  File "shop.py", line 7, in pay',
    '    charge(card)',
    'ValueError: no card',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    'Traceback (most recent call last):',
    '  File "shop.py", line 9, in pay',
    'shop.errors.PaymentError: cannot pay',
  ],
  Java: [
    'java.lang.IllegalStateException: no card',
    '\tat com.example.Shop.pay(Shop.java:7)',
    'Caused by: java.io.IOException: closed',
    '\t... 12 more',
  ],
  Node: [
    "TypeError: Cannot read properties of undefined (reading 'id')",
    '    at pay (/srv/shop.js:7:11) {',
    "  code: 'E'",
    '}',
  ],
  Go: [
    'panic: no card',
    '',
    'goroutine 1 [running]:',
    'main.pay(0x1)',
    '\t/srv/shop.go:7 +0x1d',
    'main.main()',
    '\t/srv/shop.go:12 +0x20',
    'exit status 2',
  ],
  Ruby: ["shop.rb:7:in `pay': no card (RuntimeError)", "\tfrom shop.rb:12:in `<main>'"],
};

describe('RecordReader', () => {
  test.each(Object.entries(TRACES))('a stack trace of %s belongs to the record before it', (_, trace) => {
    const first = '2024-11-17 10:15:30,123 - shop - ERROR - cannot pay';
    const last = '2024-11-17 10:15:31,123 - shop - INFO - next';
    const { records, counts } = read([first, ...trace, last, last, last, last]);
    expect(records).toHaveLength(5);
    // Empty lines between the parts of a trace are not kept; all text is.
    const text = trace.filter((line) => line !== '').join('\n');
    expect(
      records[0]!.message
        .split('\n')
        .filter((line) => line !== '')
        .join('\n'),
    ).toBe(`cannot pay\n${text}`);
    expect(records[1]).toMatchObject({ line: trace.length + 2, message: 'next' });
    expect(counts.odd).toBe(0);
  });

  test('a stack trace among lines of JSON', () => {
    const line = '{"level":"error","msg":"boom"}';
    const { records } = read([line, ...TRACES.Java!, line, line, line, line, line]);
    expect(records.map(({ message }) => message.split('\n').length)).toEqual([5, 1, 1, 1, 1, 1]);
  });

  test("PostgreSQL's DETAIL and STATEMENT belong to their record", () => {
    const prefix = '2024-11-17 10:15:30.123 UTC [17] bob@shop';
    const { records } = read([
      `${prefix} ERROR:  duplicate key`,
      `${prefix} DETAIL:  Key (id)=(1) already exists.`,
      `${prefix} STATEMENT:  insert into cart`,
      '\tvalues (1)',
      `${prefix} LOG:  next`,
    ]);
    expect(records.map(({ message }) => message)).toEqual([
      'duplicate key\nDETAIL:  Key (id)=(1) already exists.\nSTATEMENT:  insert into cart\n\tvalues (1)',
      'next',
    ]);
  });

  test('lines of other forms are read by them, unknown ones are kept and counted', () => {
    const json = '{"level":"info","msg":"one"}';
    const { records, counts } = read([json, json, json, 'ERROR:root:two', 'what is this', json]);
    expect(records.map(({ message }) => message)).toEqual([
      'one',
      'one',
      'one',
      'two',
      'what is this',
      'one',
    ]);
    expect(counts).toMatchObject({ records: 6, odd: 1, other: 1 });
  });

  test('text of no form is one message a line, with stack traces joined', () => {
    const { records, counts } = read(
      ['hello world', 'how are you', ...TRACES.Python!.slice(0, 4), 'bye'],
      TEXT,
    );
    expect(records.map(({ line }) => line)).toEqual([1, 2, 7]);
    expect(counts.odd).toBe(3);
  });

  test('no line is lost: all text comes out, in order, whatever the lines are', () => {
    const known = fc.constantFrom(
      ...FORMS.filter(({ framing }) => framing !== 'paragraph').flatMap(({ examples }) =>
        examples.map(({ text }) => text),
      ),
    );
    const odd = fc.constantFrom(...Object.values(TRACES).flat(), 'plain words', '  indented');
    const form = fc.constantFrom(TEXT, ...FORMS.filter(({ framing }) => framing !== 'paragraph'));
    fc.assert(
      fc.property(fc.array(fc.oneof(known, odd)), form, (lines, chosen) => {
        const { records, counts } = read(lines, chosen);
        const kept = lines.filter((line) => line.trim() !== '').length;
        expect(counts.records + counts.joined).toBeGreaterThanOrEqual(kept);
        expect(records.length).toBe(counts.records);
        const numbers = records.map(({ line }) => line);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  test('the parts of a long line in a container log are one record; a stream in between ends it', () => {
    const line = (stream: string, tag: string, text: string): string =>
      `2024-11-17T10:15:30.1Z ${stream} ${tag} ${text}`;
    const { records, counts } = read([
      line('stdout', 'F', 'one'),
      line('stdout', 'P', 'tw'),
      line('stdout', 'P', 'o and m'),
      line('stdout', 'F', 'ore'),
      line('stdout', 'P', 'thr'),
      line('stderr', 'F', 'four'),
      line('stdout', 'P', 'the end'),
    ]);
    expect(records.map(({ line, message }) => [line, message])).toEqual([
      [1, 'one'],
      [2, 'two and more'],
      [5, 'thr'],
      [6, 'four'],
      [7, 'the end'],
    ]);
    expect(counts).toMatchObject({ records: 5, odd: 0, joined: 2 });
  });

  test('Docker cuts long lines: its parts are one record', () => {
    const line = (log: string, stream = 'stdout'): string =>
      JSON.stringify({ log, stream, time: '2024-11-17T10:15:30Z' });
    const long = `{"level":"error","msg":"${'long '.repeat(5_000)}end"}\n`;
    const { records, counts } = read([
      line('one\n'),
      line(long.slice(0, 16_384)),
      line(long.slice(16_384)),
      line('no end'),
      line('four\n'),
    ]);
    expect(records.map(({ line, message }) => [line, message.length])).toEqual([
      [1, 3],
      [2, 25_003],
      [4, 6],
      [5, 4],
    ]);
    expect(counts).toMatchObject({ records: 4, odd: 0, joined: 1 });
  });

  test('a cell of CSV with line ends is one record; a quote that does not end spoils only its line', () => {
    const head = 'time,level,message';
    const row = (text: string): string => `2024-11-17 10:15:30,info,${text}`;
    const rows = [
      row('"two'),
      '',
      'lines, ""here"""',
      row('three'),
      row('"four'),
      ...Array.from({ length: 1_500 }, (_, i) => row(`${i}`)),
    ];
    const { records, counts } = read([head, ...rows]);
    expect(records.slice(0, 3).map(({ line, message }) => [line, message])).toEqual([
      [2, 'two\n\nlines, "here"'],
      [5, 'three'],
      [6, 'info,"four'],
    ]);
    expect(records).toHaveLength(1_503);
    expect(records.at(-1)).toMatchObject({ line: 1_506, message: '1499' });
    // Of CSV it is not, but of a line that begins with a time.
    expect(counts).toMatchObject({ odd: 0, other: 1 });
  });

  test('java.util.logging: two lines and a stack trace are a record; half a record is kept', () => {
    const head = 'Nov 17, 2024 10:15:30 AM com.example.Shop pay';
    const { records, counts } = read([
      head,
      'SEVERE: no card',
      '\tat com.example.Shop.pay(Shop.java:7)',
      head,
      'INFO: next',
      head,
    ]);
    expect(records.map(({ line, message }) => [line, message])).toEqual([
      [1, 'no card\n\tat com.example.Shop.pay(Shop.java:7)'],
      [4, 'next'],
      [6, head],
    ]);
    expect(counts.odd).toBe(1);
  });
});
