import { LEVELS, type Level, type LogRecord } from '@logboom/core';

/** The records of one span, as a bar in time. */
export interface Span {
  /** Empty for records that name no span. */
  id: string;
  parent: string;
  service: string;
  /** The first message, for lack of the span's own name. */
  title: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  worst: Level;
  /** How deep it stands under its parents. */
  depth: number;
  records: LogRecord[];
}

const PARENTS = ['parent_span_id', 'parentSpanId', 'parent_id', 'parent.id'];
const DEEPEST = 32;

/** Gathers the records of a trace, oldest first, into spans: each under its parent, by time. */
export function gatherSpans(records: readonly LogRecord[]): Span[] {
  const spans = new Map<string, Span>();
  for (const record of records) {
    // Records without a span stand together by service.
    const key = record.span_id || `service ${record.service}`;
    const span = spans.get(key) ?? emptySpan(record);
    spans.set(key, span);
    const at = Date.parse(record.timestamp);
    span.start = Math.min(span.start, at);
    span.end = Math.max(span.end, at);
    span.parent ||= parentOf(record);
    if (LEVELS.indexOf(record.level) > LEVELS.indexOf(span.worst)) span.worst = record.level;
    span.records.push(record);
  }
  return inOrder([...spans.values()].sort((a, b) => a.start - b.start));
}

function emptySpan({ span_id, service, message, timestamp }: LogRecord): Span {
  const at = Date.parse(timestamp);
  const title = message.split('\n', 1)[0] ?? '';
  return {
    id: span_id,
    parent: '',
    service,
    title,
    start: at,
    end: at,
    worst: 'trace',
    depth: 0,
    records: [],
  };
}

function parentOf({ attributes }: LogRecord): string {
  for (const name of PARENTS) if (Object.hasOwn(attributes, name)) return attributes[name] ?? '';
  return '';
}

/** Children after their parent. A parent that is not known, or its own ancestor, counts as none. */
function inOrder(spans: readonly Span[]): Span[] {
  const known = new Set(spans.map(({ id }) => id).filter(Boolean));
  const ordered: Span[] = [];
  const placed = new Set<Span>();
  const place = (span: Span, depth: number) => {
    if (placed.has(span) || depth > DEEPEST) return;
    placed.add(span);
    ordered.push({ ...span, depth });
    if (span.id === '') return;
    for (const child of spans) if (child.parent === span.id) place(child, depth + 1);
  };
  for (const span of spans) if (span.parent === '' || !known.has(span.parent)) place(span, 0);
  for (const span of spans) place(span, 0);
  return ordered;
}
