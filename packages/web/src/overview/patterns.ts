import type { LogRecord } from '@logboom/core';

/** Messages that differ only in their numbers, ids and quoted parts. */
export interface Pattern {
  pattern: string;
  count: number;
  /** The newest record of the pattern. */
  newest: LogRecord;
  services: string[];
}

const VARIABLE =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|"[^"\n]{1,80}"|'[^'\n]{1,80}'|\d+(?:\.\d+)?/gi;

/** The first line of a message with what varies cut out. */
export const patternOf = (message: string): string =>
  (message.split('\n', 1)[0] ?? '').slice(0, 300).replace(VARIABLE, '…');

/** Groups records, newest first, by pattern; the most frequent first. */
export function groupByPattern(records: readonly LogRecord[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const record of records) {
    const pattern = patternOf(record.message);
    const known = patterns.get(pattern);
    if (known === undefined) {
      patterns.set(pattern, { pattern, count: 1, newest: record, services: [record.service] });
      continue;
    }
    known.count++;
    if (!known.services.includes(record.service)) known.services.push(record.service);
  }
  return [...patterns.values()].sort((a, b) => b.count - a.count);
}

/** A phrase of the pattern that finds its records: its longest part without anything that varies. */
export function phraseOf(pattern: string): string {
  const parts = pattern
    .split('…')
    .map((part) => part.trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
