import type { LogRecord } from '@logboom/core';
import { PATTERN_WILDCARD, patternOf } from '@logboom/logsql';

/** Messages that differ only in their numbers, ids and quoted parts. */
export interface Pattern {
  pattern: string;
  count: number;
  /** The newest record of the pattern. */
  newest: LogRecord;
  services: string[];
}

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
    .split(PATTERN_WILDCARD)
    .map((part) => part.trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
