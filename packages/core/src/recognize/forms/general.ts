import type { Draft } from '../../draft.ts';
import { byPattern, setLevel } from '../by-pattern.ts';
import { anyTime, isoTime, windowsTime } from '../times.ts';
import { ISO, LEVEL } from './parts.ts';

export const monolog = byPattern({
  name: 'monolog',
  title: 'Monolog: Laravel, Symfony',
  starts: '[',
  pattern: new RegExp(String.raw`^\[(${ISO})\] ([\w-]+)\.([A-Z]+): (.*)$`),
  fields: ['time', 'logger', 'level', 'message'],
  time: isoTime,
  examples: [
    {
      text: '[2024-11-17 10:15:30] production.ERROR: no such user {"id":7}',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      logger: 'production',
      message: 'no such user {"id":7}',
    },
  ],
});

/** A level that stands in front of a message: in capitals, or in brackets, or before a colon. */
const LEADING =
  /^[\s|:-]*(?:[[(<]\s*([A-Za-z]{3,13})\s*[\])>]|([A-Z]{4,9})(?=[\s:|-]|$)|([A-Za-z]{4,8})(?=:))[\s:|-]*/;

function takeLevel(draft: Draft): void {
  const match = LEADING.exec(draft.message);
  if (match === null) return;
  const word = (match[1] ?? match[2] ?? match[3])!;
  if (!setLevel(word, draft)) return;
  draft.message = draft.message.slice(match[0].length);
}

export const windows = byPattern({
  name: 'windows',
  isGeneral: true,
  title: 'times as Windows writes them: 11/17/2024 10:15:30 AM, 17.11.2024 10:15:30',
  starts: '0[',
  pattern:
    /^\[?(\d{1,2}([/.])\d{1,2}\2\d{4},? \d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AP]M)?)\]?[\s|:,-]+(.*)$/,
  fields: ['time', '', 'message'],
  time: windowsTime,
  finish: takeLevel,
  examples: [
    {
      text: '11/17/2024 10:15:30 PM ERROR disk is full',
      time: '2024-11-17T22:15:30Z',
      level: 'error',
      message: 'disk is full',
    },
    {
      text: '17.11.2024 10:15:30 [Warning] slow',
      time: '2024-11-17T10:15:30Z',
      level: 'warn',
      message: 'slow',
      attributes: { severity_text: 'Warning' },
    },
  ],
});

export const timestamped = byPattern({
  name: 'timestamped',
  isGeneral: true,
  title: 'any line that begins with a time, and perhaps a level',
  starts: '0[A',
  pattern: new RegExp(
    String.raw`^\[?(${ISO}|\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: \d{4})?|\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?:[.,]\d+)?|\d{10}(?:\.\d+)?)\]?(?:[\s|:,-]+(.*))?$`,
  ),
  fields: ['time', 'message'],
  time: anyTime,
  finish: takeLevel,
  examples: [
    {
      text: '2024-11-17 10:15:30 something happened',
      time: '2024-11-17T10:15:30Z',
      message: 'something happened',
    },
    {
      text: '[2024-11-17T10:15:30Z] [ERROR] boom',
      time: '2024-11-17T10:15:30Z',
      level: 'error',
      message: 'boom',
    },
    {
      text: 'Sun Nov 17 10:15:30 2024 warning: low disk',
      time: '2024-11-17T10:15:30Z',
      level: 'warn',
      message: 'low disk',
      attributes: { severity_text: 'warning' },
    },
  ],
});

export const levelFirst = byPattern({
  name: 'level-first',
  isGeneral: true,
  title: 'any line that begins with a level: ERROR message, [ERROR] message',
  starts: '[A',
  pattern: new RegExp(String.raw`^(?:\[(${LEVEL})\]|(${LEVEL})(?=[\s:]))[\s:]+(.*)$`),
  fields: ['level', 'level', 'message'],
  examples: [
    { text: '[ERROR] boom', level: 'error', message: 'boom' },
    {
      text: 'INFO:     Application startup complete.',
      level: 'info',
      message: 'Application startup complete.',
    },
  ],
});
