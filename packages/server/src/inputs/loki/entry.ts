import { type Draft, type Instant, normalize, severityOfWord } from '@logboom/core';
import { tryJson } from '../lines/line-record.ts';

/** What a stream's entries share. */
export interface Stream {
  labels: object;
  /** The header X-Scope-OrgID; empty where there is none. */
  tenant: string;
}

/** `level=warn`, as logfmt and many plain lines have it. */
const LEVEL = /\b(?:level|lvl|severity)[=:]\s?"?([A-Za-z]+)/;

/**
 * Fills a draft from an entry: the line's own fields where it is JSON, then the stream's labels and the
 * structured metadata by the same names. The entry's time is the record's.
 */
export function fillEntry(
  line: string,
  time: Instant,
  stream: Stream,
  metadata: object | undefined,
  draft: Draft,
): void {
  if (line.charCodeAt(0) === 123 && tryJson(line, draft)) {
    if (draft.message === '') draft.message = line;
    draft.mayRepeat = true;
  } else {
    draft.reset();
    draft.message = line;
  }
  normalize(stream.labels, draft);
  if (metadata !== undefined) normalize(metadata, draft);
  if (stream.tenant !== '') draft.attribute('tenant', stream.tenant);
  setTime(time, draft);
  if (draft.severity === 0) draft.severity = severityOfWord(LEVEL.exec(line)?.[1] ?? '');
}

/** A time inside the line that says something else stays under its own name. */
function setTime({ ms, ns }: Instant, draft: Draft): void {
  if (!Number.isNaN(draft.ms) && draft.ms !== ms) draft.attribute(draft.claimants[0]!, draft.originals[0]!);
  draft.ms = ms;
  draft.ns = ns;
}
