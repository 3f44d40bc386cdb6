import { closeSync, openSync, readSync } from 'node:fs';
import { formOf } from '../read/form-spec.ts';
import type { Plan } from '../read/inspect.ts';
import { BLOCK_BYTES } from '../read/limits.ts';
import { recordStart } from '../read/parts.ts';
import type { Part } from '../read/read.ts';
import type { ImportState } from './state.ts';

/** A section is a batch: one write to the spool, one acknowledgement. */
export const SECTION_BYTES = 4 * 1024 * 1024;
/** Sections of what can be read from its beginning only are counted in lines. */
export const SECTION_LINES = 20_000;

/** The sections of a file that are not stored yet: first those that were cut off, then new ones. */
export async function* sectionsOf(plan: Plan, state: ImportState): AsyncGenerator<Part> {
  yield* state.open;
  const form = formOf(plan.form);
  const last = state.last;
  let start = last?.end ?? 0;
  let line = last === undefined ? 0 : last.line + countLines(plan.path, last.start, last.end);
  while (start < plan.size) {
    const boundary =
      start + SECTION_BYTES * 1.5 >= plan.size ? plan.size : recordStart(plan, form, start + SECTION_BYTES);
    const part = { start, end: Math.min(boundary, plan.size), line };
    line += countLines(plan.path, part.start, part.end);
    start = part.end;
    await state.plan(part);
    yield part;
  }
}

/** Line ends in a part of a file. */
function countLines(path: string, start: number, end: number): number {
  const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  let count = 0;
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    // The file is gone: whoever reads the section is told so.
    return 0;
  }
  try {
    for (let at = start; at < end; ) {
      const length = readSync(descriptor, buffer, 0, Math.min(BLOCK_BYTES, end - at), at);
      if (length === 0) break;
      const block = buffer.subarray(0, length);
      for (let place = block.indexOf(10); place !== -1; place = block.indexOf(10, place + 1)) count++;
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
  return count;
}
