import { gunzipSync } from 'node:zlib';
import { type Draft, LogboomError, reasonOf, severityOfWord } from '@logboom/core';
import type { Batch } from '../../pipeline/sink.ts';
import { fillFromText } from '../lines/json-text.ts';
import { LineReader } from '../lines/line-record.ts';
import type { Report } from '../report.ts';

/** An event of CloudWatch Logs. */
export interface LogEvent {
  timestamp?: unknown;
  message?: unknown;
  id?: unknown;
}

/** Where events come from. */
export interface LogStream {
  logGroup: string;
  logStream: string;
  owner?: string;
}

/** `2026-07-01T…Z\t<request>\tERROR\t…` of Lambda's Node.js, `[ERROR]\t…` of its Python. */
const LAMBDA_LEVEL = /^(?:\S+\t\S+\t([A-Z]+)\t|\[([A-Z]+)\]\t)/;

/** Adds events of a stream; a bad one costs only itself. */
export function addLogEvents(
  events: readonly unknown[],
  stream: LogStream,
  batch: Batch,
  report: Report,
): void {
  for (const [index, event] of events.entries()) {
    try {
      fillLogEvent(event as LogEvent, stream, batch.draft());
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(index + 1, error);
    }
  }
}

function fillLogEvent(event: LogEvent, stream: LogStream, draft: Draft): void {
  const { message, timestamp } = typeof event === 'object' && event !== null ? event : {};
  if (typeof message !== 'string') {
    throw new LogboomError('LB_RECORD_INVALID', { reason: 'an event has a message and a timestamp' });
  }
  const text = message.replace(/\r?\n$/, '');
  fillFromText(text, draft);
  if (Number.isNaN(draft.ms) && typeof timestamp === 'number') draft.ms = timestamp;
  if (draft.severity === 0) {
    const [, node, python] = LAMBDA_LEVEL.exec(text) ?? [];
    draft.severity = severityOfWord(node ?? python ?? '');
  }
  // `/aws/lambda/checkout`: the last part is what runs.
  if (draft.service === '') draft.service = stream.logGroup.slice(stream.logGroup.lastIndexOf('/') + 1);
  draft.attribute('logGroup', stream.logGroup);
  draft.attribute('logStream', stream.logStream);
  if (stream.owner !== undefined) draft.attribute('owner', stream.owner);
}

/**
 * Adds what one record of Firehose holds: a message of a CloudWatch subscription (gzip), or lines of JSON or text.
 *
 * @param common attributes of every record, names and values in turn
 * @throws LogboomError LB_BODY_INVALID, LB_BATCH_TOO_LARGE when it cannot be read
 */
export function addData(
  data: Buffer,
  common: readonly string[],
  limit: number,
  batch: Batch,
  report: Report,
): void {
  const text = inflate(data, limit).toString();
  const message = subscriptionOf(text);
  if (message !== undefined) {
    // A control message only asks whether anybody is there.
    if (message.messageType !== 'DATA_MESSAGE' || !Array.isArray(message.logEvents)) return;
    const { logGroup, logStream, owner } = message;
    const stream = { logGroup: String(logGroup), logStream: String(logStream), owner: String(owner) };
    return addLogEvents(message.logEvents, stream, batch, report);
  }
  const reader = new LineReader();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const draft = batch.draft();
      reader.fill(line, draft);
      if (draft.message === '') draft.message = line;
      draft.attributes.push(...common);
      draft.mayRepeat = true;
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(index + 1, error);
    }
  }
}

function inflate(data: Buffer, limit: number): Buffer {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit }, { cause });
    throw new LogboomError('LB_BODY_INVALID', { reason: reasonOf(cause) }, { cause });
  }
}

interface Subscription {
  messageType: string;
  owner?: unknown;
  logGroup?: unknown;
  logStream?: unknown;
  logEvents?: unknown;
}

function subscriptionOf(text: string): Subscription | undefined {
  if (!text.startsWith('{') || !text.includes('"messageType"')) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Subscription>;
    return typeof value.messageType === 'string' ? (value as Subscription) : undefined;
  } catch {
    return undefined;
  }
}
