import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InputType } from '../input.ts';
import { JsonShapes } from '../json/shapes.ts';
import { peerName } from '../net/address.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { applyFieldNames, FIELD_PARAMETERS, fieldNames } from './field-names.ts';
import { idempotencyKey } from './idempotency.ts';
import { type IngestReport, JsonReader } from './ndjson.ts';
import { snippets } from './snippets.ts';

const NAME = 'http';

const BODY = 'One JSON object a line, or one JSON array; plain, gzip, deflate, br or zstd.';

const NATIVE = {
  summary: 'Takes records. The header Idempotency-Key makes a retry harmless.',
  body: BODY,
  answer: '{accepted, rejected, errors: [{line, reason}]}, once everything accepted is on disk.',
};

const GENERIC = {
  summary: 'The same, with parameters that name the fields of any JSON.',
  query: FIELD_PARAMETERS,
  body: `${BODY} With Content-Type: text/plain, each line is a message.`,
  answer: NATIVE.answer,
};

const JSONLINE = { summary: "VictoriaLogs' path for JSON lines.", query: FIELD_PARAMETERS, body: BODY };

function routes(http: FastifyInstance, intake: Intake): void {
  const shapes = new JsonShapes();
  const answer = async (reply: FastifyReply, ingested: Promise<IngestReport>): Promise<IngestReport> => {
    const report = await ingested;
    // All refused is the sender's mistake; some refused is told in the answer, and the good ones are kept.
    if (report.accepted === 0 && report.rejected > 0) reply.code(400);
    return report;
  };
  http.post('/api/v1/logs', { config: { describe: NATIVE } }, (request, reply) =>
    answer(reply, ingest(request, intake, shapes)),
  );
  http.post('/insert/json', { config: { describe: GENERIC } }, (request, reply) =>
    answer(reply, ingest(request, intake, isPlainText(request) ? undefined : shapes)),
  );
  http.post('/insert/jsonline', { config: { describe: JSONLINE } }, async (request, reply) => {
    const report = await ingest(request, intake, shapes);
    // An empty 200 when all is well.
    if (report.rejected === 0) return reply.code(200).send();
    const { line, reason } = report.errors[0]!;
    return reply.code(400).send({ ...report, message: `line ${line}: ${reason}` });
  });
}

/** Only where it was asked for: `fetch` calls every text that it sends text/plain, JSON too. */
function isPlainText({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.startsWith('text/plain') ?? false;
}

/** @param shapes what was seen of JSON so far; without it the body is text */
async function ingest(request: FastifyRequest, intake: Intake, shapes?: JsonShapes): Promise<IngestReport> {
  const { sink, limits } = intake.context;
  intake.admit(request);
  const key = idempotencyKey(request, NAME);
  const known = key === undefined ? undefined : await sink.answerOf(key);
  if (known !== undefined) {
    request.raw.resume();
    return { ...known, errors: [] };
  }
  const batch = intake.batch();
  const names = fieldNames(request);
  const reader = new JsonReader(batch, limits.record, {
    ...(names === undefined ? {} : { finish: (draft) => applyFieldNames(names, draft) }),
    ...(shapes === undefined ? { textFrom: peerName(request.ip) } : { shapes }),
  });
  for await (const chunk of intake.body(request)) reader.push(chunk);
  const report = reader.end();
  // While this body arrived, another request may have brought the same key.
  const meanwhile = await intake.commit(
    batch,
    report,
    key === undefined ? {} : { key, rejected: report.rejected },
  );
  if (meanwhile !== undefined) return { ...meanwhile, errors: [] };
  return report;
}

/** HTTP: `POST /api/v1/logs`, `POST /insert/json` and `POST /insert/jsonline`. */
export const http: InputType = {
  name: NAME,
  title: 'JSON over HTTP: one object a line, or an array',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
