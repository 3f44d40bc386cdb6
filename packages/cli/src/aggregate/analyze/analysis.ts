import { type Draft, LEVELS, levelIndexOf } from '@logboom/core';
import { patternOf } from '@logboom/logsql';
import { Distinct, type DistinctState } from '../sketch/distinct.ts';
import { hashText } from '../sketch/hash.ts';
import { hashPattern } from '../sketch/pattern.ts';
import { RecentErrors, type RecentState } from '../sketch/recent.ts';
import { Timeline, type TimelineState } from '../sketch/timeline.ts';
import { ownText, Top, type TopState } from '../sketch/top.ts';
import { draftField } from './draft-field.ts';

const ERROR_INDEX = LEVELS.indexOf('error');
/** Services past so many are counted together. */
const MAX_SERVICES = 10_000;
export const OTHER_SERVICES = '(others)';

/** What was counted, as it travels between threads. */
export interface AnalysisState {
  records: number;
  filtered: number;
  untimed: number;
  first: number;
  last: number;
  services: [string, number[]][];
  traces: DistinctState;
  timeline: TimelineState;
  recent: RecentState;
  patterns: TopState;
  fields: [string, TopState][];
}

/** Counts records. Its memory is bounded whatever comes: see the classes of `sketch/`. */
export class Analysis {
  records = 0;
  /** Records that the filter left out. */
  filtered = 0;
  /** Records without a time. */
  untimed = 0;
  /** First and last time, in ms since 1970. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  readonly services = new Map<string, number[]>();
  readonly traces = new Distinct();
  readonly timeline = new Timeline();
  readonly recent = new RecentErrors();
  readonly patterns = new Top();
  readonly fields: ReadonlyMap<string, Top>;
  readonly #getters: readonly { top: Top; get: (draft: Draft) => string }[];
  #lastService: string | undefined;
  #lastCounts: number[] = [];

  /** @param fields whose most frequent values are wanted */
  constructor(fields: readonly string[] = []) {
    this.fields = new Map(fields.map((field) => [field, new Top()]));
    this.#getters = [...this.fields].map(([field, top]) => ({ top, get: draftField(field) }));
  }

  add(draft: Draft, file: string, part: number, line: number): void {
    this.records++;
    const level = levelIndexOf(draft.severity);
    const { ms, service, trace_id, message } = draft;
    if (service !== this.#lastService) this.#useService(service);
    this.#lastCounts[level]!++;
    if (trace_id !== '') this.traces.add(hashText(trace_id));
    if (Number.isNaN(ms)) this.untimed++;
    else {
      if (ms < this.first) this.first = ms;
      if (ms > this.last) this.last = ms;
      this.timeline.add(ms, level);
    }
    if (level >= ERROR_INDEX) this.recent.add(draft, file, part, line);
    this.patterns.add(hashPattern(message), () => ownText(patternOf(message)));
    for (const { top, get } of this.#getters) {
      const value = get(draft);
      if (value !== '') top.add(hashText(value), () => ownText(value.slice(0, 300)));
    }
  }

  get state(): AnalysisState {
    const { records, filtered, untimed, first, last } = this;
    return {
      records,
      filtered,
      untimed,
      first,
      last,
      services: [...this.services],
      traces: this.traces.state,
      timeline: this.timeline.state,
      recent: this.recent.state,
      patterns: this.patterns.state,
      fields: [...this.fields].map(([field, top]) => [field, top.state]),
    };
  }

  merge(state: AnalysisState): void {
    this.records += state.records;
    this.filtered += state.filtered;
    this.untimed += state.untimed;
    this.first = Math.min(this.first, state.first);
    this.last = Math.max(this.last, state.last);
    for (const [service, counts] of state.services) {
      const own = this.#countsOf(service);
      counts.forEach((count, index) => {
        own[index]! += count;
      });
    }
    this.traces.merge(state.traces);
    this.timeline.merge(state.timeline);
    this.recent.merge(state.recent);
    this.patterns.merge(state.patterns);
    for (const [field, top] of state.fields) this.fields.get(field)?.merge(top);
  }

  #useService(service: string): void {
    this.#lastCounts = this.#countsOf(service);
    // Neither this may keep a block of lines alive, once it is past the call.
    this.#lastService = service;
  }

  #countsOf(service: string): number[] {
    let counts = this.services.get(service);
    if (counts !== undefined) return counts;
    const name = this.services.size < MAX_SERVICES ? ownText(service.slice(0, 300)) : OTHER_SERVICES;
    counts = this.services.get(name) ?? [0, 0, 0, 0, 0, 0];
    this.services.set(name, counts);
    return counts;
  }
}
