import { LogboomError } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../../http/body.ts';
import type { Input, InputContext, InputType, ListenerState } from '../input.ts';
import { httpKey } from './key.ts';
import { type IngestReport, JsonReader } from './ndjson.ts';

const NAME = 'http';
const KEY_MAX = 256;

type IngestRequest = FastifyRequest;

const BODY = 'One JSON object a line, or one JSON array; plain, gzip, deflate, br or zstd.';

const NATIVE = {
  summary: 'Takes records. The header Idempotency-Key makes a retry harmless.',
  body: BODY,
  answer: '{accepted, rejected, errors: [{line, reason}]}, once everything accepted is on disk.',
};

const JSONLINE = { summary: "VictoriaLogs' path for JSON lines.", body: BODY };

/** Native ingest over HTTP: NDJSON or a JSON array, answered once it is on disk. */
class HttpInput implements Input {
  readonly name = NAME;
  readonly #context: InputContext;

  constructor(context: InputContext) {
    this.#context = context;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  listeners(): ListenerState[] {
    return [];
  }

  routes(http: FastifyInstance): void {
    http.post('/api/v1/logs', { config: { describe: NATIVE } }, async (request, reply) =>
      this.#native(request, reply),
    );
    http.post('/insert/jsonline', { config: { describe: JSONLINE } }, async (request, reply) =>
      this.#jsonline(request, reply),
    );
  }

  async #native(request: IngestRequest, reply: FastifyReply): Promise<IngestReport> {
    const report = await this.#ingest(request);
    // All refused is the sender's mistake; some refused is told in the answer, and the good ones are kept.
    if (report.accepted === 0 && report.rejected > 0) reply.code(400);
    return report;
  }

  /** VictoriaLogs' path: an empty 200 when all is well. */
  async #jsonline(request: IngestRequest, reply: FastifyReply): Promise<void> {
    const report = await this.#ingest(request);
    if (report.rejected === 0) return reply.code(200).send();
    const { line, reason } = report.errors[0]!;
    return reply.code(400).send({ ...report, message: `line ${line}: ${reason}` });
  }

  async #ingest(request: IngestRequest): Promise<IngestReport> {
    const { sink, limits, metrics } = this.#context;
    const key = keyOf(request);
    const known = key === undefined ? undefined : await sink.answerOf(key);
    if (known !== undefined) {
      request.raw.resume();
      return { ...known, errors: [] };
    }
    const refusal = sink.refusal();
    if (refusal !== undefined) throw refusal;
    const batch = sink.batch(NAME);
    const reader = new JsonReader(batch, limits.record);
    for await (const chunk of readBody(request.raw, limits.batch)) reader.push(chunk);
    const report = reader.end();
    if (report.rejected > 0)
      metrics.rejected.inc({ input: NAME, reason: 'LB_RECORD_INVALID' }, report.rejected);
    // While this body arrived, another request may have brought the same key.
    const meanwhile = await batch.commit(key === undefined ? {} : { key, rejected: report.rejected });
    if (meanwhile !== undefined) return { ...meanwhile, errors: [] };
    return report;
  }
}

function keyOf(request: IngestRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length === 0 || key.length > KEY_MAX) {
    throw new LogboomError('LB_REQUEST_INVALID', {
      reason: `The header Idempotency-Key must have 1 to ${KEY_MAX} characters.`,
    });
  }
  return httpKey(key);
}

/** HTTP: `POST /api/v1/logs` and `POST /insert/jsonline`. */
export const http: InputType = {
  name: NAME,
  title: 'JSON over HTTP: one object a line, or an array',
  defaults: {},
  create: (context) => new HttpInput(context),
};
