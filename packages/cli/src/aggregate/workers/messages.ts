import type { AnalysisState } from '../analyze/analysis.ts';
import type { Batch } from '../import/importer.ts';
import type { Plan } from '../read/inspect.ts';
import type { Part, ReadResult } from '../read/read.ts';

/** A part of a file to read. */
export interface Job {
  /** The place of the file among all. */
  file: number;
  plan: Plan;
  part: Part;
}

/** What a worker has done. */
export interface JobResult extends ReadResult {
  file: number;
  /** Where the part began. */
  start: number;
}

/** What every analysing thread counts. */
export interface AnalyzeSettings {
  fields: readonly string[];
  filter?: string | undefined;
  now: bigint;
}

/** From the pool to a worker. */
export type ToWorker = { kind: 'job'; job: Job } | { kind: 'finish' };

/** From an analysing worker. */
export type FromAnalyzer =
  | { kind: 'progress'; bytes: number }
  | { kind: 'done'; result: JobResult }
  | { kind: 'finished'; state: AnalysisState };

/** To an importing worker: a batch of its was stored. */
export type ToImporter = ToWorker | { kind: 'stored' };

/** From an importing worker. */
export type FromImporter =
  | { kind: 'progress'; bytes: number }
  | { kind: 'batch'; batch: Batch }
  | { kind: 'done'; result: JobResult }
  | { kind: 'finished' };
