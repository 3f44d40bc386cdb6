import { type Draft, formatInstant, type Instant, normalize, severityOfWord } from '@logboom/core';
import type { LineReader } from '../lines/line-record.ts';

/** What a stream's entries share. */
export interface Stream {
  /** Reads its lines. */
  reader: LineReader;
  labels: object;
  /** The header X-Scope-OrgID; empty where there is none. */
  tenant: string;
}

/** `level=warn`, as logfmt and many plain lines have it. */
const LEVEL = /\b(?:level|lvl|severity)[=:]\s?"?([A-Za-z]+)/;

/**
 * Fills a draft from an entry: the line's own fields where it is of a known form, then the stream's labels and the
 * structured metadata by the same names. The entry's time is the record's.
 */
export function fillEntry(
  line: string,
  time: Instant,
  stream: Stream,
  metadata: object | undefined,
  draft: Draft,
): void {
  stream.reader.fill(line, draft);
  if (draft.message === '') draft.message = line;
  draft.mayRepeat = draft.attributes.length > 0;
  normalize(stream.labels, draft);
  if (metadata !== undefined) normalize(metadata, draft);
  if (stream.tenant !== '') draft.attribute('tenant', stream.tenant);
  setTime(time, draft);
  if (draft.severity === 0) draft.severity = severityOfWord(LEVEL.exec(line)?.[1] ?? '');
}

/** A time inside the line that says something else stays as an attribute. */
function setTime({ ms, ns }: Instant, draft: Draft): void {
  if (!Number.isNaN(draft.ms) && draft.ms !== ms)
    draft.attribute('line_time', formatInstant(draft.ms, draft.ns));
  draft.ms = ms;
  draft.ns = ns;
}
