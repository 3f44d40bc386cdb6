import { closeSync, openSync, readSync } from 'node:fs';
import { Continuation, Draft, type Form, type Origin, TEXT, timeZone } from '@logboom/core';
import { formOf } from './form-spec.ts';
import type { Plan } from './inspect.ts';
import type { Part } from './read.ts';
import { isSeekable } from './stream.ts';

/** How far behind a boundary the beginning of a record is looked for. */
const LOOK_BYTES = 256 * 1024;

/** A whole file as one part. */
export function wholePart(): Part {
  return { start: 0, end: Number.POSITIVE_INFINITY, line: 0 };
}

/** Cuts a file into parts of about so many bytes, where records begin; what cannot be cut is one part. */
export function* partsOf(plan: Plan, bytes: number): Generator<Part> {
  if (!isSeekable(plan) || plan.size <= bytes * 1.5) {
    yield wholePart();
    return;
  }
  const form = formOf(plan.form);
  for (let start = 0; start < plan.size; ) {
    const end =
      start + bytes * 1.5 >= plan.size ? Number.POSITIVE_INFINITY : recordStart(plan, form, start + bytes);
    yield { start, end, line: 0 };
    start = end;
  }
}

/** The place at or behind `from` where a record begins; infinity when none is near the end of the file. */
export function recordStart(plan: Plan, form: Form, from: number): number {
  let descriptor: number;
  try {
    descriptor = openSync(plan.path, 'r');
  } catch {
    // Whoever reads the part is told why it cannot be read.
    return Number.POSITIVE_INFINITY;
  }
  try {
    for (let at = from; ; ) {
      const buffer = Buffer.allocUnsafe(LOOK_BYTES);
      const length = readSync(descriptor, buffer, 0, LOOK_BYTES, at);
      if (length === 0) return Number.POSITIVE_INFINITY;
      const bytes = buffer.subarray(0, length);
      const place = firstRecord(bytes, plan, form);
      if (place !== undefined) return at + place;
      // One long line, or a long stack trace: the next line end must do, wherever it is.
      const newline = bytes.lastIndexOf(10);
      if (newline !== -1) return at + newline + 1;
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
}

function firstRecord(bytes: Buffer, plan: Plan, form: Form): number | undefined {
  const origin = { zone: timeZone(plan.zone), near: plan.changed };
  const draft = new Draft();
  if (form.framing === 'paragraph') {
    const empty = bytes.indexOf('\n\n');
    return empty === -1 ? undefined : empty + 2;
  }
  let start = bytes.indexOf(10) + 1;
  // A line may be the last part of a record that began before: the line before it is known from the second on.
  let wasOpen = form.isOpen !== undefined;
  while (start > 0) {
    const end = bytes.indexOf(10, start);
    if (end === -1) return undefined;
    const line = textOf(bytes, start, end);
    if (!wasOpen && begins(line, form, bytes, end, draft, origin)) return start;
    wasOpen = form.isOpen?.(line, false) === true;
    start = end + 1;
  }
  return undefined;
}

function begins(
  line: string,
  form: Form,
  bytes: Buffer,
  lineEnd: number,
  draft: Draft,
  origin: Origin,
): boolean {
  // Text of no form fits everything: there a record begins where no other one goes on.
  if (form.name === TEXT.name) return line !== '' && !new Continuation().continues(line);
  let text = line;
  let last = line;
  for (let at = lineEnd + 1; form.isOpen?.(last, text !== line) === true; ) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return false;
    last = textOf(bytes, at, end);
    text += `\n${last}`;
    at = end + 1;
  }
  if (!form.parse(text, draft.reset(), origin)) return false;
  // A line inside of an open quote may look like a record, but hardly begins with a time.
  return form.isOpen === undefined || !Number.isNaN(draft.ms);
}

function textOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, bytes[end - 1] === 13 ? end - 1 : end);
}
