/* The placeholders in these texts are what is tested. */
import type { LogRecord } from '@logboom/core';
import { record } from '../engine.ts';

/**
 * Values that every filter, pipe and function has to live with: empty, other scripts, numbers as text, quotes,
 * backslashes, line ends, wildcards, and what would be SQL, a parameter or a pattern if it were ever taken for one.
 */
export const AWKWARD: readonly string[] = [
  '',
  ' ',
  '10',
  '010',
  '1e3',
  '10KiB',
  '-5m',
  '10.0.0.1',
  '2026-07-01T10:00:00Z',
  'ñandú Привет',
  '😀 “error”',
  'it\'s "quoted"',
  '`tick`',
  'back\\slash\\',
  'line\nbreak\r\n\ttab',
  '*',
  'wild*card % _ ? .',
  "'); DROP TABLE logboom.logs; --",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is one of the awkward texts
  '{p1:String} ${a} $1 \\1 <a> <*>',
  '(?i)[a-z]+|(',
  '{"a":"b","list":[1]}',
  '["x","y"]',
  'a=1 b="2 3"',
  '\u0000\u0001\u001b[31m',
];

/** A name that has to be quoted wherever it stands. */
export const AWKWARD_NAME = 'a b\'"\\*`{x}';
export const QUOTED_NAME = quoted(AWKWARD_NAME);

/** A text as a query writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A record for each value, as message and as attribute, each a second later; and one that has neither. */
export const AWKWARD_RECORDS: readonly LogRecord[] = [...AWKWARD, undefined].map((value, index) =>
  record({
    timestamp: `2026-07-01T09:59:${String(index).padStart(2, '0')}.000000000Z`,
    id: `n-${index + 1}`,
    message: value ?? 'without',
    service: 'awkward',
    attributes: value === undefined ? {} : { [AWKWARD_NAME]: value, even: String(index % 2) },
  }),
);

/** The value of the attribute that a record has, if any. */
export function awkwardValueOf({ attributes }: LogRecord): string {
  return attributes[AWKWARD_NAME] ?? '';
}

/** 2026-07-01T10:00:00Z */
export const NOW = 1_782_900_000_000_000_000n;
