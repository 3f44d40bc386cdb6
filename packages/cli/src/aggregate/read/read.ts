import { timeZone } from '@logboom/core';
import { formOf } from './form-spec.ts';
import type { Plan } from './inspect.ts';
import { compressionProblem } from './inspect.ts';
import { type LineCounts, LineReader } from './line-reader.ts';
import { type OnRecord, type OnRow, type RecordCounts, RecordReader } from './record-reader.ts';
import { readRange } from './stream.ts';

export interface ReadCounts extends LineCounts, RecordCounts {
  bytes: number;
}

export interface ReadResult {
  counts: ReadCounts;
  /** Why reading ended early; what came before it was read. */
  problem?: string;
}

export interface Part {
  start: number;
  end: number;
  /** The number of the line before the first. */
  line: number;
}

/** Reads the records of a part of a file. */
export async function readRecords(
  plan: Plan,
  part: Part,
  onRecord: OnRecord,
  onBytes: (bytes: number) => void | Promise<void> = () => undefined,
  onRow?: OnRow,
): Promise<ReadResult> {
  const origin = { zone: timeZone(plan.zone), near: plan.changed };
  const records = new RecordReader(formOf(plan.form), origin, onRecord, part.line, onRow);
  const lines = new LineReader((line) => records.add(line), records.readsBytes ? records : undefined);
  let bytes = 0;
  let problem: string | undefined;
  try {
    for await (const chunk of readRange(plan, part.start, part.end)) {
      bytes += chunk.length;
      lines.push(chunk);
      await onBytes(chunk.length);
    }
  } catch (error) {
    problem = compressionProblem(plan.compression, error);
  }
  lines.end();
  records.end();
  const counts = { ...lines.counts, ...records.counts, bytes };
  return problem === undefined ? { counts } : { counts, problem };
}
