import { type Draft, severityOfWord, type TimeZone } from '@logboom/core';
import { readTimestamp } from './timestamp.ts';

const SEQUENCE = /(\d{1,10}): /y;
const HOST_BEFORE_TIME = /([\w.-]{1,255}): (?=[*.]?[A-Z][a-z]{2} )/y;
const HOST = /([\w.:%-]{1,255})(?: |$)/y;
/** `name[12]: `, `name[12] `, `name: `: what names a program in front of a message. */
const TAG = /([^\s:[\]{}"'%,]{1,128})(?:\[([^\]\s]{0,128})\](?::? ?|$)|:(?: |$))/y;
const MNEMONIC = /^%([A-Z0-9_]+(?:-[A-Z0-9_]+)*-\d-[A-Z0-9_]+): ?/;

/**
 * Fills a draft from what stands behind `<PRI>`, in the form of RFC 3164 and what devices and libraries make
 * of it: `TIME HOST TAG[PID]: MESSAGE`, where each part may be missing, and Cisco's numbers, marks and host
 * before the time. What cannot be told apart stays in the message.
 */
export function fillRfc3164(text: string, from: number, zone: TimeZone, draft: Draft): void {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  const sequence = match(SEQUENCE, text, at);
  if (sequence !== null) {
    draft.attribute('sequence', sequence[1]!);
    at += sequence[0].length;
  }
  let time = readTimestamp(text, mark(text, at), zone, draft);
  if (time === -1) {
    const before = match(HOST_BEFORE_TIME, text, at);
    if (before !== null) time = readTimestamp(text, mark(text, at + before[0].length), zone, draft);
    if (time !== -1) draft.host = before![1]!;
  }
  if (time !== -1) {
    at = time + 1;
    while (text.charCodeAt(at) === 32) at++;
    at = readHost(text, at, draft);
  }
  draft.message = text.slice(readTag(text, at, draft, time !== -1));
  const mnemonic = MNEMONIC.exec(draft.message);
  if (mnemonic !== null) draft.attribute('msgid', mnemonic[1]!);
}

/** Cisco marks a clock that is not set with `*`, one that lost its source with `.`. */
function mark(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code === 42 || code === 46 ? at + 1 : at;
}

/** The word behind the time is a host unless it is a tag: daemons that write to /dev/log leave the host out. */
function readHost(text: string, at: number, draft: Draft): number {
  if (draft.host !== '' || match(TAG, text, at) !== null) return at;
  const host = match(HOST, text, at);
  if (host === null || host[1]!.startsWith('%')) return at;
  draft.host = host[1]!;
  return at + host[0].length;
}

/**
 * @param hasHeader whether there was a time. Without one, as CPython's SysLogHandler sends, a word with a colon is
 *   taken for a program only if it looks like one: `myapp: `, not `Error: ` or `ValueError: `
 */
function readTag(text: string, at: number, draft: Draft, hasHeader: boolean): number {
  const tag = match(TAG, text, at);
  if (tag === null) return at;
  const [whole, name = '', process] = tag;
  if (!hasHeader && process === undefined && !looksLikeProgram(name)) return at;
  draft.service = name.startsWith('docker/') ? name.slice(7) : name;
  if (process !== undefined && process !== '') draft.attribute('procid', process);
  return at + whole.length;
}

function looksLikeProgram(name: string): boolean {
  return /^[a-z]/.test(name) && severityOfWord(name) === 0;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
