import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import { uncompressSnappy } from '../../http/snappy.ts';
import type { InputType } from '../input.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { decodePushJson } from './push-json.ts';
import { PushDecoder } from './push-protobuf.ts';
import { snippets } from './snippets.ts';

const NAME = 'loki';

const PUSH = {
  summary: "Loki's push.",
  body: 'JSON, or Protocol Buffers compressed with Snappy.',
  answer: 'An empty 204, once everything accepted is on disk.',
};

const decoder = new PushDecoder();

function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) =>
    reply.type('text/plain').send(settleError(error, request, reply, intake.context.log).message),
  );
  const push = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    intake.admit(request);
    const report = new Report();
    const batch = intake.batch();
    const tenant = String(request.headers['x-scope-orgid'] ?? '');
    if (isJson(request)) decodePushJson(await intake.wholeBody(request), tenant, batch, report);
    else decoder.decode(await readProtobuf(request, intake), tenant, batch, report);
    await intake.commit(batch, report);
    if (report.rejected === 0) return reply.code(204).send();
    const { line, reason } = report.errors[0]!;
    const text = `${report.rejected} of ${report.accepted + report.rejected} entries were refused, the others are kept. Entry ${line}: ${reason}`;
    return reply.code(400).type('text/plain').send(text);
  };
  http.post('/loki/api/v1/push', { config: { describe: PUSH } }, push);
  http.post('/insert/loki/api/v1/push', push);
  // The path of Promtail before Loki 1.0, which some senders still use.
  http.post('/api/prom/push', push);
  http.get('/insert/loki/ready', async () => 'ready');
}

function isJson({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.toLowerCase().startsWith('application/json') ?? false;
}

/** Loki's senders compress with Snappy whether they say so in a header or not. */
async function readProtobuf(request: FastifyRequest, intake: Intake): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '(none)';
  if (!/^application\/(x-)?protobuf/i.test(type)) {
    throw new LogboomError('LB_CONTENT_TYPE_UNKNOWN', {
      type,
      known: 'application/json or application/x-protobuf',
    });
  }
  const encoding = request.headers['content-encoding'];
  const isSnappy = encoding === undefined || encoding === 'snappy';
  const body = await intake.wholeBody(request, isSnappy ? 'identity' : encoding);
  return isSnappy ? uncompressSnappy(body, intake.context.limits.batch) : body;
}

/** Grafana Loki's push. */
export const loki: InputType = {
  name: NAME,
  title: 'Loki push: JSON or Snappy Protocol Buffers',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
