import { DAY_MS, type Draft, EARLIEST_MS, formatInstant, type Instant, LogboomError } from '@logboom/core';

/**
 * Makes a draft ready for the store: checks its size, mends its time, leaves one of each attribute.
 *
 * @returns about how many bytes it takes
 * @throws LogboomError LB_RECORD_TOO_LARGE
 */
export function completeDraft(draft: Draft, limit: number): number {
  const size = sizeOf(draft);
  if (size > limit) throw new LogboomError('LB_RECORD_TOO_LARGE', { bytes: size, limit });
  mendTime(draft);
  if (draft.mayRepeat) draft.dropRepeats();
  return size;
}

/** The length of a record's texts, in UTF-16 units: near enough to bytes for a limit. */
function sizeOf(draft: Draft): number {
  let size = draft.message.length + draft.service.length + draft.logger.length + draft.host.length;
  size += draft.trace_id.length + draft.span_id.length;
  const { attributes } = draft;
  for (let i = 0; i < attributes.length; i++) size += attributes[i]!.length;
  return size;
}

/** A moment that is surely not in the future: spares a look at the clock for each record. */
let past = Date.now();

/** Whether a record may have this time, in milliseconds since 1970: neither before 1990 nor over a day ahead. */
function isPossible(ms: number): boolean {
  if (ms >= EARLIEST_MS && ms <= past) return true;
  past = Date.now();
  return ms >= EARLIEST_MS && ms <= past + DAY_MS;
}

/** Gives a record without a time that of its receipt; false when its time cannot be and has to be mended. */
export function hasTime(instant: Instant): boolean {
  if (Number.isNaN(instant.ms)) {
    instant.ms = Date.now();
    instant.ns = 0;
  }
  return isPossible(instant.ms);
}

/** Times that cannot be are replaced by the time of receipt, and kept as an attribute. */
function mendTime(draft: Draft): void {
  const { ms } = draft;
  if (isPossible(ms)) return;
  const now = Date.now();
  if (!Number.isNaN(ms)) draft.attribute('original_timestamp', originalTime(draft));
  draft.ms = now;
  draft.ns = 0;
}

function originalTime({ ms, ns }: Draft): string {
  return Math.abs(ms) <= 8.64e15 ? formatInstant(ms, ns) : String(ms);
}
