import type { Draft } from '@logboom/core';
import { readRecords } from '../read/read.ts';
import type { AnalyzeSettings, Job, JobResult } from '../workers/messages.ts';
import { Analysis } from './analysis.ts';
import { compileDraftFilter } from './filter.ts';

/** Reads parts of files into one analysis: in a worker thread, or in the main thread when there is little to do. */
export class Analyzer {
  readonly analysis: Analysis;
  readonly #keeps: ReturnType<typeof compileDraftFilter> | undefined;

  constructor({ fields, filter, now }: AnalyzeSettings) {
    this.analysis = new Analysis(fields);
    this.#keeps = filter === undefined ? undefined : compileDraftFilter(filter, now);
  }

  add(draft: Draft, file: string, part: number, line: number): void {
    const keeps = this.#keeps;
    if (keeps === undefined || keeps(draft)) this.analysis.add(draft, file, part, line);
    else this.analysis.filtered++;
  }

  async run({ file, plan, part }: Job, onBytes: (bytes: number) => void): Promise<JobResult> {
    const result = await readRecords(
      plan,
      part,
      (draft, line) => this.add(draft, plan.path, part.start, line),
      onBytes,
    );
    return { file, start: part.start, ...result };
  }
}
