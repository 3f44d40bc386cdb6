import type { LogboomError } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { InputType } from '../input.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { receiveCall } from './cloudwatch.ts';
import { receiveDelivery } from './firehose.ts';
import { snippets } from './snippets.ts';

const NAME = 'aws';

const FIREHOSE = {
  summary: 'The HTTP endpoint of an Amazon Data Firehose stream.',
  answer: '{requestId, timestamp}, once everything accepted is on disk.',
};
const CLOUDWATCH = { summary: 'The calls of CloudWatch Logs, by the header X-Amz-Target.' };

function routes(http: FastifyInstance, intake: Intake): void {
  const { log } = intake.context;
  http.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const { message } = settleError(error, request, reply, log);
      const requestId = String(request.headers['x-amz-firehose-request-id'] ?? '');
      return reply.send({ requestId, timestamp: Date.now(), errorMessage: message });
    });
    scope.post('/insert/firehose', { config: { describe: FIREHOSE } }, (request, reply) =>
      receiveDelivery(request, reply, intake),
    );
  });
  http.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const known = settleError(error, request, reply, log);
      const answer = { __type: typeOf(known), message: known.message };
      return reply.type('application/x-amz-json-1.1').send(JSON.stringify(answer));
    });
    for (const path of ['/', '/insert/cloudwatch']) {
      const options = path === '/' ? { config: { describe: CLOUDWATCH } } : {};
      scope.post(path, options, (request, reply) => receiveCall(request, reply, intake));
    }
  });
}

function typeOf({ code, status }: LogboomError): string {
  if (code === 'LB_TOKEN_MISSING' || code === 'LB_TOKEN_INVALID') return 'UnrecognizedClientException';
  if (status === 429) return 'ThrottlingException';
  return status >= 500 ? 'ServiceUnavailableException' : 'InvalidParameterException';
}

/** CloudWatch Logs and Amazon Data Firehose. */
export const aws: InputType = {
  name: NAME,
  title: 'Amazon CloudWatch Logs and Data Firehose',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
