import { LogboomError, reasonOf } from '@logboom/core';
import type { Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { objectOf } from './json-shape.ts';
import { decodeLogsJson } from './logs-json.ts';
import { LogsDecoder } from './logs-protobuf.ts';
import { addSpans, fromJson, fromProtobuf } from './spans.ts';
import { decodeTraces } from './spans-protobuf.ts';

/** The two encodings of OTLP. */
export type Encoding = 'protobuf' | 'json';

/** Takes one request of a signal; fulfilled once what was accepted is on disk. */
export type Receive = (body: Buffer, encoding: Encoding, intake: Intake) => Promise<Report>;

const decoder = new LogsDecoder();

export const receiveLogs: Receive = async (body, encoding, intake) => {
  const report = new Report();
  const batch = intake.batch();
  if (encoding === 'protobuf') decoder.decode(body, batch, report);
  else decodeLogsJson(parse(body), batch, report);
  await intake.commit(batch, report);
  return report;
};

/** Spans go to a table of their own. */
export const receiveTraces: Receive = async (body, encoding, intake) => {
  const report = new Report();
  const { sink, metrics } = intake.context;
  const batch = sink.spans(`${intake.name}.spans`);
  if (encoding === 'protobuf') addSpans(decodeTraces(body), batch, report, fromProtobuf);
  else addSpans(objectOf(parse(body)), batch, report, fromJson);
  report.count(metrics, `${intake.name}.spans`);
  await batch.commit();
  return report;
};

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
}
