import { RE2JS } from 're2js';
import type { PipeOf } from '../../ast/pipe.ts';
import { nanosOfDuration } from '../../text/duration.ts';
import { formatNanos } from '../../text/instant.ts';
import {
  SYSLOG_3164,
  SYSLOG_5424,
  SYSLOG_ELEMENT,
  SYSLOG_FACILITIES,
  SYSLOG_LEVELS,
  SYSLOG_PARAMETER,
} from '../../text/syslog.ts';
import type { EvaluateOptions } from '../filter.ts';
import type { RowChange } from '../tail.ts';
import { writeAll } from './unpack.ts';
import { compileCondition } from './write.ts';

const MODERN = RE2JS.compile(SYSLOG_5424);
const OLD = RE2JS.compile(SYSLOG_3164);
const ELEMENT = new RegExp(SYSLOG_ELEMENT, 'g');
const PARAMETER = new RegExp(SYSLOG_PARAMETER, 'g');

export function compileSyslog(pipe: PipeOf<'unpack_syslog'>, options: EvaluateOptions): RowChange {
  const test = compileCondition(pipe.condition, options);
  const shift = pipe.offset === '' ? 0n : nanosOfDuration(pipe.offset)!;
  return (row) => {
    if (!test(row)) return;
    const text = row.get(pipe.from);
    const modern = groups(MODERN, text);
    const old = modern === undefined ? groups(OLD, text) : undefined;
    const fields = modern === undefined ? oldFields(old, shift, momentOf(options)) : modernFields(modern);
    writeAll(row, fields, pipe.resultPrefix, { keepOriginal: pipe.keepOriginal, skipEmpty: true });
  };
}

function momentOf({ now }: EvaluateOptions): bigint {
  return typeof now === 'bigint' ? now : (now?.() ?? BigInt(Date.now()) * 1_000_000n);
}

function groups(pattern: RE2JS, text: string): string[] | undefined {
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? '');
}

function priorityFields(text: string): [string, string][] {
  if (text === '') return [];
  const priority = Number(text);
  return [
    ['priority', text],
    ['facility', String(Math.floor(priority / 8))],
    ['facility_keyword', SYSLOG_FACILITIES[Math.floor(priority / 8)] ?? ''],
    ['severity', String(priority % 8)],
    ['level', SYSLOG_LEVELS[priority % 8]!],
  ];
}

function modernFields(found: string[]): Map<string, string> {
  const known = (text: string) => (text === '-' ? '' : text);
  const fields = new Map<string, string>([['format', 'rfc5424'], ...priorityFields(found[1]!)]);
  for (const [index, name] of ['timestamp', 'hostname', 'app_name', 'proc_id', 'msg_id'].entries()) {
    fields.set(name, known(found[index + 2]!));
  }
  fields.set('message', found[8]!);
  for (const [, id, parameters] of found[7]!.matchAll(ELEMENT)) {
    for (const [, name, value] of parameters!.matchAll(PARAMETER)) {
      fields.set(`${id}.${name}`, value!.replace(/\\(["\\\]])/g, '$1'));
    }
  }
  return fields;
}

function oldFields(found: string[] | undefined, shift: bigint, now: bigint): Map<string, string> {
  if (found === undefined) return new Map();
  return new Map<string, string>([
    ['format', 'rfc3164'],
    ...priorityFields(found[1]!),
    ['timestamp', yearGuessed(found[2]!, shift, now)],
    ['hostname', found[3]!],
    ['app_name', found[4]!],
    ['proc_id', found[5]!],
    ['message', found[6]!],
  ]);
}

const DAY_MS = 86_400_000;

/** RFC 3164 has no year: it is the latest in which the time is not in the future. */
function yearGuessed(text: string, shift: bigint, now: bigint): string {
  const nowMs = Number(now / 1_000_000n);
  const year = new Date(nowMs).getUTCFullYear();
  const inYear = (wanted: number) => Date.parse(`${text.slice(0, 6)} ${wanted} ${text.slice(7)} UTC`);
  const thisYear = inYear(year);
  const chosen = thisYear <= nowMs + DAY_MS ? thisYear : inYear(year - 1);
  return Number.isNaN(chosen) ? '' : formatNanos(BigInt(chosen) * 1_000_000n - shift);
}
