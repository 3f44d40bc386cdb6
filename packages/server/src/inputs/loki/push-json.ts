import { type Instant, instantOfDigits, LogboomError, reasonOf } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { LineReader } from '../lines/line-record.ts';
import type { Report } from '../report.ts';
import { fillEntry, type Stream } from './entry.ts';

/**
 * Decodes a push in JSON: `{"streams": [{"stream": {labels}, "values": [[time, line, metadata?]]}]}`.
 *
 * @throws LogboomError LB_BODY_INVALID
 */
export function decodePushJson(body: Buffer, tenant: string, batch: Batch, report: Report): void {
  let place = 0;
  for (const stream of streamsOf(body)) {
    const { stream: labels, values } = isObject(stream) ? stream : {};
    const shared: Stream = { reader: new LineReader(), labels: isObject(labels) ? labels : {}, tenant };
    for (const value of Array.isArray(values) ? values : []) {
      place++;
      try {
        addValue(value, shared, batch);
        report.accepted++;
      } catch (error) {
        report.refuse(place, error);
      }
    }
  }
}

const time: Instant = { ms: 0, ns: 0 };

function addValue(value: unknown, stream: Stream, batch: Batch): void {
  if (!Array.isArray(value) || typeof value[1] !== 'string' || !instantOfDigits(String(value[0]), time)) {
    throw new LogboomError('LB_RECORD_INVALID', {
      reason: 'a value is ["nanoseconds since 1970", "line"] or ["nanoseconds", "line", {"name": "value"}]',
    });
  }
  fillEntry(value[1], time, stream, isObject(value[2]) ? value[2] : undefined, batch.draft());
  batch.add();
}

function streamsOf(body: Buffer): unknown[] {
  let request: unknown;
  try {
    request = JSON.parse(body.toString());
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  if (isObject(request) && Array.isArray(request.streams)) return request.streams;
  throw new LogboomError('LB_BODY_INVALID', { reason: 'a push is {"streams": [...]}' });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
