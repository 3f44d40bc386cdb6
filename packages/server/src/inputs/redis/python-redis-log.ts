import { type Draft, SEVERITY } from '@logboom/core';
import { percentFormat } from '../python/percent.ts';
import { type PickleValue, PythonDict, PythonTuple } from '../python/pickle/values.ts';

const MESSAGE_MAX = 64 * 1024;

interface RedisLogRecord {
  msg: string;
  args: unknown[];
  level: unknown;
}

/** Whether a JSON object is a record of python-redis-log: it has all of that library's own names. */
function isRedisLog(value: object): value is RedisLogRecord {
  const { msg, args, line_no, funcname } = value as Record<string, unknown>;
  return typeof msg === 'string' && Array.isArray(args) && line_no !== undefined && funcname !== undefined;
}

/**
 * Completes a draft that was filled from a record of python-redis-log by its names: its messages are not
 * rendered, and its word for debug is `unknown`.
 */
export function completeRedisLog(value: object, draft: Draft): void {
  if (!isRedisLog(value)) return;
  const { msg, args, level } = value;
  if (level === 'unknown' && draft.severity === 0) draft.severity = SEVERITY.debug;
  if (args.length === 0) return;
  const rendered = percentFormat(msg, new PythonTuple(args.map(pythonOf)), MESSAGE_MAX);
  if (rendered === undefined || rendered === msg) return;
  draft.message = rendered;
  draft.attribute('msg', msg);
}

function pythonOf(value: unknown): PickleValue {
  if (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'string'
  ) {
    return value;
  }
  if (Array.isArray(value)) return value.map(pythonOf);
  const dict = new PythonDict();
  dict.entries = Object.entries(value as object).flatMap(([key, each]) => [key, pythonOf(each)]);
  return dict;
}
