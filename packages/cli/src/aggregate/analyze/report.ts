import { LEVELS, type Level } from '@logboom/core';
import type { Timeline } from '../sketch/timeline.ts';
import type { Paint } from './colours.ts';
import { drawHistogram } from './histogram.ts';
import type { FileSummary, LevelCounts, Summary } from './summary.ts';

const MAX_SERVICES = 20;
const MAX_ERRORS = 10;
const MAX_FILES = 20;

/** The report for people. */
export function renderReport(summary: Summary, timeline: Timeline, columns: number, paint: Paint): string {
  const sections = [
    totals(summary, paint),
    section('Over time (UTC)', drawHistogram(timeline, columns, paint), paint),
    section('Services', services(summary, paint), paint),
    section('Patterns', patterns(summary, columns), paint),
    ...Object.entries(summary.top).map(([field, { values }]) =>
      section(
        `Top ${field}`,
        values.map(({ value, count }) => counted(count, cut(value, columns - 16))),
        paint,
      ),
    ),
    section(
      'Gaps',
      summary.gaps.map(
        ({ from, to, seconds }) => `${duration(seconds)} without a record: ${clock(from)} to ${clock(to)}`,
      ),
      paint,
    ),
    section(errorsTitle(summary), errors(summary, columns, paint), paint),
    section('Files', files(summary.files, paint), paint),
    section(
      'Not read',
      summary.problems.map(({ path, reason }) => paint(`${path}: ${reason}`, 'warn')),
      paint,
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint(title, 'bold'), ...lines.map((line) => `  ${line}`)];
}

function totals(summary: Summary, paint: Paint): string[] {
  const { total_records, total_services, active_traces, active_traces_exact, levels, first, last } = summary;
  const traces = `${active_traces_exact ? '' : 'about '}${many(active_traces, 'trace')}`;
  const lines = [
    paint(`${many(total_records, 'record')}, ${many(total_services, 'service')}, ${traces}`, 'bold'),
  ];
  if (total_records > 0) lines.push(`  ${levelWords(levels, paint)}`);
  if (first !== null && last !== null) {
    const peak =
      summary.peak === null ? '' : `, at most ${number(summary.peak.records / summary.peak.seconds)}/s`;
    lines.push(
      `  ${clock(first)} to ${clock(last)} UTC; ${number(summary.records_per_second)} records/s${peak}`,
    );
  }
  if (summary.filtered_records > 0)
    lines.push(`  ${many(summary.filtered_records, 'record')} left out by the filter`);
  if (summary.untimed_records > 0) lines.push(`  ${many(summary.untimed_records, 'record')} without a time`);
  lines.push(paint(`  read in ${summary.seconds} s, ${number(summary.lines_per_second)} lines/s`, 'dim'));
  return lines;
}

function levelWords(levels: LevelCounts, paint: Paint): string {
  return LEVELS.flatMap((level) =>
    levels[level] === undefined ? [] : [paint(`${level} ${number(levels[level])}`, level)],
  ).join('  ');
}

function services({ service_distribution }: Summary, paint: Paint): string[] {
  const all = Object.entries(service_distribution);
  // One line without a name says nothing.
  if (all.length === 1 && all[0]![0] === '') return [];
  const width = Math.min(30, Math.max(...all.map(([name]) => name.length), 6));
  const lines = all
    .slice(0, MAX_SERVICES)
    .map(([name, levels]) => `${cut(name || '(none)', width).padEnd(width)}  ${levelWords(levels, paint)}`);
  return all.length > MAX_SERVICES ? [...lines, `and ${number(all.length - MAX_SERVICES)} more`] : lines;
}

function patterns({ patterns, patterns_error }: Summary, columns: number): string[] {
  const lines = patterns.map(({ pattern, count }) => counted(count, cut(pattern, columns - 16)));
  return patterns_error === 0
    ? lines
    : [...lines, `(there are over 10,000: counts can be too low by up to ${number(patterns_error)})`];
}

function errorsTitle({ recent_errors_total, recent_errors_since }: Summary): string {
  const since = recent_errors_since === null ? '' : ` since ${clock(recent_errors_since)}`;
  return `Errors${since}: ${number(recent_errors_total)}`;
}

function errors({ recent_errors }: Summary, columns: number, paint: Paint): string[] {
  return recent_errors.slice(0, MAX_ERRORS).map(({ timestamp, level, service, message, file, line }) => {
    const [text = ''] = message.split('\n', 1);
    const place = paint(`${file}:${line}`, 'dim');
    const from = service === '' ? '' : `${service} `;
    return `${paint(clock(timestamp), 'dim')} ${paint(level.toUpperCase(), level as Level)} ${from}${cut(text, Math.max(20, columns - 40))} ${place}`;
  });
}

function files(all: FileSummary[], paint: Paint): string[] {
  const lines = all.slice(0, MAX_FILES).flatMap((file) => {
    const compression = file.compression === 'none' ? '' : `, ${file.compression}`;
    const head = `${file.path}  ${paint(`${file.form}${compression}`, 'bold')}  ${many(file.records, 'record')} of ${many(file.lines, 'line')}`;
    return [head, ...oddities(file).map((text) => paint(`    ${text}`, 'warn'))];
  });
  return all.length > MAX_FILES ? [...lines, `and ${number(all.length - MAX_FILES)} more`] : lines;
}

/** What was odd about a file, each in words. */
export function oddities(file: FileSummary): string[] {
  const { form, odd, cut: long, encoding, nul, problem } = file;
  const words: string[] = [];
  if (odd > 0 && form !== 'text') words.push(`${many(odd, 'line')} of no known form: kept as messages`);
  if (long > 0) words.push(`${many(long, 'line')} longer than 512 KiB: only the beginning is kept`);
  if (encoding > 0) words.push(`${many(encoding, 'line')} not in UTF-8: read as Windows-1252`);
  if (nul > 0) words.push(`${many(nul, 'line')} with NUL bytes, which were left out`);
  if (problem !== undefined) words.push(`${problem}; what came before it was read`);
  return words;
}

export const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
const many = (count: number, word: string): string => `${number(count)} ${word}${count === 1 ? '' : 's'}`;
const counted = (count: number, text: string): string => `${number(count).padStart(11)}  ${text}`;
const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
const clock = (timestamp: string): string =>
  timestamp
    .replace('T', ' ')
    .replace(/(\.\d{3})?\d*Z$/, '$1')
    .replace(/\.000$/, '');

function duration(seconds: number): string {
  if (seconds < 120) return `${number(seconds)} s`;
  if (seconds < 7_200) return `${number(seconds / 60)} min`;
  return seconds < 172_800 ? `${number(seconds / 3_600)} h` : `${number(seconds / 86_400)} days`;
}
