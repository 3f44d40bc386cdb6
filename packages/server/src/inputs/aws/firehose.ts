import { LogboomError, reasonOf } from '@logboom/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { addData } from './data.ts';

/**
 * The HTTP endpoint of a delivery stream (docs.aws.amazon.com/firehose, "HTTP endpoint delivery request and response
 * specifications"). Its request id is the same for every attempt, so a request is stored once.
 */
export async function receiveDelivery(
  request: FastifyRequest,
  reply: FastifyReply,
  intake: Intake,
): Promise<FastifyReply> {
  const { sink } = intake.context;
  intake.admit(request);
  const requestId = String(request.headers['x-amz-firehose-request-id'] ?? '');
  const key = requestId === '' || requestId.length > 256 ? undefined : `${intake.name}:${requestId}`;
  if (key === undefined || (await sink.answerOf(key)) === undefined) {
    const records = recordsOf((await intake.wholeBody(request)).toString());
    const report = new Report();
    const batch = intake.batch();
    const common = commonAttributes(request);
    for (const { data } of records as { data?: unknown }[]) {
      const bytes = Buffer.from(typeof data === 'string' ? data : '', 'base64');
      addData(bytes, common, intake.context.limits.batch, batch, report);
    }
    await intake.commit(batch, report, key === undefined ? {} : { key, rejected: report.rejected });
  } else request.raw.resume();
  return reply.send({ requestId, timestamp: Date.now() });
}

function recordsOf(text: string): object[] {
  try {
    const { records } = JSON.parse(text) as { records?: unknown };
    if (Array.isArray(records)) return records.filter((each) => typeof each === 'object' && each !== null);
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  throw new LogboomError('LB_BODY_INVALID', {
    reason: 'a delivery is {"requestId", "timestamp", "records": [...]}',
  });
}

function commonAttributes({ headers }: FastifyRequest): string[] {
  const text = headers['x-amz-firehose-common-attributes'];
  if (typeof text !== 'string') return [];
  try {
    const { commonAttributes = {} } = JSON.parse(text) as { commonAttributes?: object };
    return Object.entries(commonAttributes).flatMap(([name, value]) => [name, String(value)]);
  } catch {
    return [];
  }
}
