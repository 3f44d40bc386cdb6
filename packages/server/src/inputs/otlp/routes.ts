import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { Intake } from '../net/http-input.ts';
import { encodeAnswer, encodeStatus, jsonAnswer, type RejectedName, statusOf } from './answer.ts';
import { type Encoding, type Receive, receiveLogs, receiveTraces } from './receive.ts';

const PROTOBUF = 'application/x-protobuf';

const LOGS = {
  summary: 'OTLP: logs.',
  body: 'ExportLogsServiceRequest in Protocol Buffers or JSON.',
  answer: 'ExportLogsServiceResponse in the same encoding, once everything accepted is on disk.',
};
const TRACES = {
  summary: 'OTLP: spans.',
  body: 'ExportTraceServiceRequest in Protocol Buffers or JSON.',
  answer: 'ExportTraceServiceResponse in the same encoding, once everything accepted is on disk.',
};

/** OTLP over HTTP (opentelemetry.io/docs/specs/otlp), with the paths that VictoriaLogs and Loki have for it. */
export function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) => {
    const { code, message } = statusOf(settleError(error, request, reply, intake.context.log));
    if (isJson(request)) return reply.send({ code, message });
    return reply.type(PROTOBUF).send(encodeStatus({ code, message }));
  });
  const serve =
    (receive: Receive, name: RejectedName) => async (request: FastifyRequest, reply: FastifyReply) => {
      intake.admit(request);
      const encoding = encodingOf(request);
      const report = await receive(await intake.wholeBody(request), encoding, intake);
      if (encoding === 'json') return jsonAnswer(report, name);
      return reply.type(PROTOBUF).send(encodeAnswer(report));
    };
  const logs = serve(receiveLogs, 'rejectedLogRecords');
  const traces = serve(receiveTraces, 'rejectedSpans');
  http.post('/v1/logs', { config: { describe: LOGS } }, logs);
  http.post('/v1/traces', { config: { describe: TRACES } }, traces);
  for (const prefix of ['/insert/opentelemetry', '/otlp']) {
    http.post(`${prefix}/v1/logs`, logs);
    http.post(`${prefix}/v1/traces`, traces);
  }
}

function encodingOf(request: FastifyRequest): Encoding {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === PROTOBUF || type === 'application/protobuf') return 'protobuf';
  if (isJson(request)) return 'json';
  throw new LogboomError('LB_CONTENT_TYPE_UNKNOWN', {
    type: type ?? '(none)',
    known: `${PROTOBUF} or application/json`,
  });
}

function isJson({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.toLowerCase().startsWith('application/json') ?? false;
}
