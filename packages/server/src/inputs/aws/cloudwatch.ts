import { LogboomError, reasonOf } from '@logboom/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Intake } from '../net/http-input.ts';
import { counted, Report } from '../report.ts';
import { addLogEvents } from './data.ts';

type Input = Record<string, unknown>;

/**
 * The calls of CloudWatch Logs that senders make (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference), by the
 * header `X-Amz-Target`: events are stored, groups and streams need not be made.
 */
export async function receiveCall(
  request: FastifyRequest,
  reply: FastifyReply,
  intake: Intake,
): Promise<FastifyReply> {
  const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  if (operation === undefined) {
    throw new LogboomError('LB_NOT_FOUND', { method: 'POST', path: '/ without the header X-Amz-Target' });
  }
  intake.admit(request);
  const input = parse((await intake.wholeBody(request)).toString());
  return reply
    .type('application/x-amz-json-1.1')
    .send(JSON.stringify(await answer(operation, input, intake)));
}

async function answer(operation: string, input: Input, intake: Intake): Promise<object> {
  switch (operation) {
    case 'PutLogEvents':
      return putLogEvents(input, intake);
    case 'DescribeLogGroups':
      return { logGroups: [{ logGroupName: input.logGroupNamePrefix }] };
    case 'DescribeLogStreams':
      return { logStreams: [{ logStreamName: input.logStreamNamePrefix }] };
    case 'CreateLogGroup':
    case 'CreateLogStream':
    case 'PutRetentionPolicy':
    case 'TagLogGroup':
      return {};
    default:
      throw new LogboomError('LB_REQUEST_INVALID', {
        reason: `The operation ${operation} is not known here.`,
      });
  }
}

async function putLogEvents(input: Input, intake: Intake): Promise<object> {
  const { logGroupName, logStreamName, logEvents } = input;
  if (!Array.isArray(logEvents)) {
    throw new LogboomError('LB_REQUEST_INVALID', { reason: 'logEvents must be an array.' });
  }
  const report = new Report();
  const batch = intake.batch();
  const stream = { logGroup: String(logGroupName ?? ''), logStream: String(logStreamName ?? '') };
  addLogEvents(logEvents, stream, batch, report);
  await intake.commit(batch, report);
  if (report.rejected > 0) {
    const { line, reason } = report.errors[0]!;
    const told = `${report.rejected} events were refused, the others are kept. Event ${line}: ${reason}`;
    throw counted(new LogboomError('LB_RECORD_INVALID', { reason: told }));
  }
  return { nextSequenceToken: '0' };
}

function parse(text: string): Input {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Input;
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
  throw new LogboomError('LB_BODY_INVALID', { reason: 'it must be a JSON object' });
}
