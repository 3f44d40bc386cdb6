import type { Draft } from '../draft.ts';
import { levelOf, severityOfSyslog, severityOfWord } from '../severity.ts';
import type { Example, Form, Origin } from './form.ts';
import type { ReadTime } from './times.ts';

/** What a group of a pattern stands for; any other name is an attribute, and an empty one nothing. */
const TEXT = new Set(['message', 'service', 'logger', 'host', 'trace_id', 'span_id'] as const);
type Text = typeof TEXT extends Set<infer T> ? T : never;

export interface PatternForm {
  name: string;
  title: string;
  /** Anchored at the start; its groups are named in order by `fields`. */
  pattern: RegExp;
  /** `time`, `level`, `priority` (syslog's facility * 8 + severity), a text column, or an attribute. */
  fields: readonly string[];
  isGeneral?: boolean;
  starts: string;
  time?: ReadTime;
  continuation?: (line: string) => string | undefined;
  isOpen?: (line: string, wasOpen: boolean) => boolean;
  framing?: 'line' | 'paragraph';
  /** Looks once more at a draft that was filled: for levels that hide in other fields. */
  finish?: (draft: Draft, origin: Origin) => void;
  examples: readonly Example[];
}

type Apply = (text: string, draft: Draft, origin: Origin) => boolean;

/** A form that one regular expression describes. */
export function byPattern({ pattern, fields, time, finish, ...rest }: PatternForm): Form {
  const apply = fields.map((field) => applyOf(field, time));
  return {
    ...rest,
    parse(line, draft, origin) {
      const match = pattern.exec(line);
      if (match === null) return false;
      for (let i = 0; i < apply.length; i++) {
        const text = match[i + 1];
        if (text !== undefined && text !== '' && !apply[i]!(text, draft, origin)) return false;
      }
      finish?.(draft, origin);
      return true;
    },
  };
}

function applyOf(field: string, time: ReadTime | undefined): Apply {
  if (field === '') return () => true;
  if (field === 'time') {
    if (time === undefined) throw new Error('a form with a time says how it is read');
    return time;
  }
  if (field === 'level') return setLevel;
  if (field === 'priority') return setPriority;
  if (isText(field)) {
    return (text, draft) => {
      draft[field] = text;
      return true;
    };
  }
  return (text, draft) => {
    draft.attribute(field, text);
    return true;
  };
}

function isText(field: string): field is Text {
  return (TEXT as ReadonlySet<string>).has(field);
}

/** The source's own word stays as `severity_text` where the level does not already say it. */
export function setLevel(text: string, draft: Draft): boolean {
  const severity = severityOfWord(text);
  if (severity === 0) return false;
  draft.severity = severity;
  if (text.length < 3 || text.trim().toLowerCase() !== levelOf(severity)) {
    draft.attribute('severity_text', text.trim());
  }
  return true;
}

const FACILITIES =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp security console solaris-cron local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );

/** RFC 5424, 6.2.1. */
function setPriority(text: string, draft: Draft): boolean {
  const priority = Number(text);
  if (!(priority <= 191)) return false;
  draft.severity = severityOfSyslog(priority & 7);
  draft.attribute('facility', FACILITIES[priority >> 3]!);
  return true;
}
