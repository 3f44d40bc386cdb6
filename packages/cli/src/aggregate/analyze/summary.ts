import { formatInstant, LEVELS, type Level } from '@logboom/core';
import type { ErrorRecord } from '../sketch/recent.ts';
import type { TopEntry } from '../sketch/top.ts';
import type { AnalyzeResult, FileReport } from './analyze.ts';

export type LevelCounts = Partial<Record<Level, number>>;

/** An error; `timestamp` is empty where the record has no time. */
export interface RecentError extends Omit<ErrorRecord, 'ms' | 'ns' | 'part'> {
  timestamp: string;
}

export interface FileSummary {
  path: string;
  form: string;
  compression: string;
  bytes: number;
  lines: number;
  records: number;
  /** Lines of no known form, kept as messages. */
  odd: number;
  /** Lines of another form than the file's. */
  other: number;
  /** Lines joined to the record before them. */
  joined: number;
  /** Lines that were too long. */
  cut: number;
  /** Lines that are not UTF-8. */
  encoding: number;
  /** Lines with NUL bytes. */
  nul: number;
  problem?: string;
}

/** The answer of `logboom analyze --format json`. Times are RFC 3339 in UTC. */
export interface Summary {
  total_records: number;
  /** Records that the filter left out. */
  filtered_records: number;
  /** Records without a time: they are in no histogram, rate or gap. */
  untimed_records: number;
  first: string | null;
  last: string | null;
  total_services: number;
  active_traces: number;
  /** `false` past 65,536 different ones: then it is an estimate with a standard error of 0.8 %. */
  active_traces_exact: boolean;
  levels: LevelCounts;
  service_distribution: Record<string, LevelCounts>;
  /** The newest errors of the window, newest first; at most 500. */
  recent_errors: RecentError[];
  recent_errors_total: number;
  recent_errors_since: string | null;
  records_per_second: number;
  peak: { start: string; seconds: number; records: number } | null;
  /** Stretches without a record, longest first. */
  gaps: { from: string; to: string; seconds: number }[];
  patterns: { pattern: string; count: number }[];
  /** By how much a pattern's count can be too low: 0 up to 10,000 different ones. */
  patterns_error: number;
  top: Record<string, { values: { value: string; count: number }[]; error: number }>;
  histogram: { seconds: number; buckets: ({ start: string } & LevelCounts)[] };
  files: FileSummary[];
  /** What was named and not read. */
  problems: { path: string; reason: string }[];
  seconds: number;
  lines_per_second: number;
}

export interface SummaryOptions {
  /** The window of recent errors: ms before the last record, or a moment. */
  since: { durationMs: number } | { at: number };
  /** How many patterns and values. */
  limit: number;
}

const MAX_GAPS = 5;

export function summarize(result: AnalyzeResult, { since, limit }: SummaryOptions): Summary {
  const { analysis, files, problems, seconds } = result;
  const hasTimes = analysis.first <= analysis.last;
  const from = 'at' in since ? since.at : analysis.last - since.durationMs;
  const recent = analysis.recent.since(hasTimes ? from : Number.NEGATIVE_INFINITY);
  const lines = files.reduce((sum, { counts }) => sum + counts.lines, 0);
  const services = [...analysis.services].sort(([, a], [, b]) => sum(b) - sum(a));
  return {
    total_records: analysis.records,
    filtered_records: analysis.filtered,
    untimed_records: analysis.untimed,
    first: hasTimes ? formatInstant(analysis.first, 0) : null,
    last: hasTimes ? formatInstant(analysis.last, 0) : null,
    total_services: services.filter(([name]) => name !== '').length,
    active_traces: analysis.traces.count,
    active_traces_exact: analysis.traces.isExact,
    levels: byLevel(
      services.reduce(
        (all, [, counts]) => all.map((count, index) => count + counts[index]!),
        [0, 0, 0, 0, 0, 0],
      ),
    ),
    service_distribution: Object.fromEntries(services.map(([name, counts]) => [name, byLevel(counts)])),
    recent_errors: recent.errors.map((error) => shownError(error, files)),
    recent_errors_total: recent.total,
    recent_errors_since: hasTimes ? formatInstant(from, 0) : null,
    ...rates(result),
    patterns: analysis.patterns.top(limit).map(({ label, count }) => ({ pattern: label, count })),
    patterns_error: analysis.patterns.error,
    top: Object.fromEntries(
      [...analysis.fields].map(([field, top]) => [
        field,
        { values: top.top(limit).map(topValue), error: top.error },
      ]),
    ),
    histogram: {
      seconds: analysis.timeline.width / 1e3,
      buckets: analysis.timeline
        .buckets()
        .map(({ start, counts }) => ({ start: formatInstant(start, 0), ...byLevel(counts) })),
    },
    files: files.map(fileSummary),
    problems,
    seconds: round(seconds),
    lines_per_second: Math.round(lines / Math.max(seconds, 1e-3)),
  };
}

function rates({ analysis }: AnalyzeResult): Pick<Summary, 'records_per_second' | 'peak' | 'gaps'> {
  const { width } = analysis.timeline;
  const buckets = analysis.timeline.buckets();
  const timed = analysis.records - analysis.untimed;
  const seconds = Math.max((analysis.last - analysis.first) / 1e3, 1);
  let peak: Summary['peak'] = null;
  const gaps: Summary['gaps'] = [];
  // A gap is many times longer than records are usually apart.
  const usual = (seconds * 1e3) / Math.max(timed, 1);
  let before: number | undefined;
  for (const { start, counts } of buckets) {
    const records = sum(counts);
    if (records > (peak?.records ?? 0))
      peak = { start: formatInstant(start, 0), seconds: width / 1e3, records };
    if (before !== undefined && start - before > Math.max(2 * width, 20 * usual)) {
      gaps.push({
        from: formatInstant(before, 0),
        to: formatInstant(start, 0),
        seconds: (start - before) / 1e3,
      });
    }
    before = start + width;
  }
  gaps.sort((a, b) => b.seconds - a.seconds);
  return {
    records_per_second: timed === 0 ? 0 : round(timed / seconds),
    peak,
    gaps: gaps.slice(0, MAX_GAPS),
  };
}

function topValue({ label, count }: TopEntry): { value: string; count: number } {
  return { value: label, count };
}

/** Lines count within a part of a file; the parts before it tell the rest. */
function shownError({ ms, ns, part, ...error }: ErrorRecord, files: FileReport[]): RecentError {
  const parts = files.find(({ plan }) => plan.path === error.file)?.parts ?? [];
  const before = parts.filter(({ start }) => start < part).reduce((lines, one) => lines + one.lines, 0);
  return { timestamp: Number.isNaN(ms) ? '' : formatInstant(ms, ns), ...error, line: error.line + before };
}

export function fileSummary({ plan, counts, problem }: FileReport): FileSummary {
  const { path, form, compression } = plan;
  return { path, form: form.name, compression, ...counts, ...(problem === undefined ? {} : { problem }) };
}

export function byLevel(counts: readonly number[]): LevelCounts {
  return Object.fromEntries(
    LEVELS.flatMap((level, index) => (counts[index] === 0 ? [] : [[level, counts[index]]])),
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const round = (value: number): number => Math.round(value * 1e3) / 1e3;
