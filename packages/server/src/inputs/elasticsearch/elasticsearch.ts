import type { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { InputType } from '../input.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { BulkReader, fillDocument } from './bulk.ts';
import { answerRoot, claimProduct, handshakeRoutes } from './handshake.ts';
import { snippets } from './snippets.ts';

const NAME = 'elasticsearch';
const JSON_TYPE = 'application/json; charset=utf-8';

const BULK = {
  summary: "Elasticsearch's bulk requests: index and create.",
  body: 'Actions and documents in turn, one JSON object a line.',
  answer: '{took, errors, items}, once everything accepted is on disk.',
};

interface Target {
  index?: string;
  id?: string;
}

function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) =>
    reply.send(errorAnswer(settleError(error, request, reply, intake.context.log))),
  );
  http.addHook('onRequest', async (_request, reply) => {
    claimProduct(reply);
  });
  for (const prefix of ['', '/insert/elasticsearch']) {
    handshakeRoutes(http, prefix);
    for (const path of ['/_bulk', '/:index/_bulk']) {
      const options = prefix === '' ? { config: { describe: BULK } } : {};
      http.post(prefix + path, options, (request, reply) => bulk(request, reply, intake));
      http.put(prefix + path, (request, reply) => bulk(request, reply, intake));
    }
    http.post(`${prefix}/:index/_doc`, (request, reply) => document(request, reply, intake));
    for (const kind of ['_doc', '_create']) {
      http.put(`${prefix}/:index/${kind}/:id`, (request, reply) => document(request, reply, intake));
      http.post(`${prefix}/:index/${kind}/:id`, (request, reply) => document(request, reply, intake));
    }
  }
}

async function bulk(request: FastifyRequest, reply: FastifyReply, intake: Intake): Promise<FastifyReply> {
  const started = performance.now();
  intake.admit(request);
  const { index = '' } = request.params as Target;
  const report = new Report();
  const batch = intake.batch();
  const reader = new BulkReader(batch, report, index, intake.context.limits.batch);
  for await (const chunk of intake.body(request)) reader.push(chunk);
  const answer = reader.end(performance.now() - started);
  await intake.commit(batch, report);
  return reply.type(JSON_TYPE).send(answer);
}

/** One document in a request of its own. */
async function document(request: FastifyRequest, reply: FastifyReply, intake: Intake): Promise<object> {
  intake.admit(request);
  const { index = '', id = '' } = request.params as Target;
  const batch = intake.batch();
  fillDocument((await intake.wholeBody(request)).toString(), index, id, batch.draft());
  batch.add();
  await batch.commit();
  reply.code(201);
  return { _index: index, _id: id === '' ? request.id : id, _version: 1, result: 'created' };
}

const TYPES: Partial<Record<string, string>> = {
  LB_SPOOL_FULL: 'es_rejected_execution_exception',
  LB_MEMORY_HIGH: 'es_rejected_execution_exception',
  LB_TOKEN_MISSING: 'security_exception',
  LB_TOKEN_INVALID: 'security_exception',
};

function errorAnswer({ code, status, message: reason }: LogboomError): object {
  const type = TYPES[code] ?? 'illegal_argument_exception';
  return { error: { root_cause: [{ type, reason }], type, reason }, status };
}

/** Elasticsearch's bulk requests. */
export const elasticsearch: InputType = {
  name: NAME,
  title: 'Elasticsearch bulk, for Beats, Logstash, Fluent Bit, Vector, rsyslog',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes, answerRoot),
};
