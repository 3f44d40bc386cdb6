import { instantOfDigits, instantOfText, LogboomError, nanosOf } from '@logboom/core';
import type { FastifyRequest } from 'fastify';
import { readWholeBody } from './body.ts';

/** Query texts are short; a body beyond this is not one. */
const BODY_MAX = 1024 * 1024;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w|y))+$/;
const CALENDAR = /^(?:second|minute|hour|day|week|month|year)$/;
const UNITS: Record<string, number> = {
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
  d: 8.64e7,
  w: 6.048e8,
  y: 3.1536e10,
};

/** The parameters of a request: of its URL and, for POST, of its form body, which wins. */
export async function readParameters(request: FastifyRequest): Promise<URLSearchParams> {
  const parameters = new URL(request.url, 'http://localhost').searchParams;
  if (request.method !== 'POST') return parameters;
  const body = await readWholeBody(request.raw, BODY_MAX);
  for (const [name, value] of new URLSearchParams(body.toString())) parameters.set(name, value);
  return parameters;
}

/** A whole number that is not negative; undefined where the parameter is not given. */
export function countParameter(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(name, text, 'a whole number');
}

/**
 * A moment in nanoseconds since 1970: RFC 3339, a number since 1970 (its size tells the unit), a duration
 * before now (`5m`, `1h30m`) or `now`; undefined where the parameter is not given.
 */
export function timeParameter(parameters: URLSearchParams, name: string, now: number): bigint | undefined {
  const text = parameters.get(name)?.trim();
  if (text === undefined || text === '') return undefined;
  if (text === 'now') return nanosOf(now, 0);
  if (DURATION.test(text.replace(/^-/, ''))) return nanosOf(Math.floor(now - durationMs(text)), 0);
  const instant = { ms: 0, ns: 0 };
  if (instantOfDigits(text, instant) || instantOfText(withDay(text), instant))
    return nanosOf(instant.ms, instant.ns);
  throw invalid(name, text, 'a time: 2026-07-01T10:00:00Z, seconds since 1970, or a duration ago such as 5m');
}

/** A length of time in milliseconds (`10s`, `1h30m`, or seconds as a number); undefined where it is not given. */
export function durationParameter(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return undefined;
  const value = DURATION.test(text) ? durationMs(text) : Number(text) * 1e3;
  if (value > 0 && Number.isFinite(value)) return value;
  throw invalid(name, text, 'a length of time: 500ms, 10s, 1h');
}

/** The width of a bucket as LogsQL writes it: `1m`, `week`; seconds as a number become `60s`. */
export function stepParameter(parameters: URLSearchParams, name: string): string | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return undefined;
  if (/^\d+$/.test(text) && Number(text) > 0) return `${text}s`;
  if (DURATION.test(text) || CALENDAR.test(text)) return text;
  throw invalid(name, text, 'a width of time: 1m, 1h, 1d, week, month');
}

/** One of a few words; undefined where it is not given. */
export function choiceParameter<const Word extends string>(
  parameters: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return undefined;
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw invalid(name, text, `one of ${words.join(', ')}`);
}

/** Whether a parameter says yes. */
export function flagParameter(parameters: URLSearchParams, name: string): boolean {
  return /^(?:1|true)$/.test(parameters.get(name) ?? '');
}

/** A date alone means its first moment. */
function withDay(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}

function durationMs(text: string): number {
  let total = 0;
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w|y)/g)) {
    total += Number(value) * UNITS[unit!]!;
  }
  return total;
}

function invalid(name: string, text: string, wanted: string): LogboomError {
  return new LogboomError('LB_REQUEST_INVALID', {
    reason: `The parameter ${name}='${text}' is not ${wanted}.`,
  });
}
