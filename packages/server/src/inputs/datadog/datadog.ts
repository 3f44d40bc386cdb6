import { LogboomError, parseJsonExact, reasonOf } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputType } from '../input.ts';
import { LineReader } from '../lines/line-record.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { type Defaults, fillDefaults, fillEntry } from './entry.ts';
import { snippets } from './snippets.ts';

const NAME = 'datadog';

const LOGS = {
  summary: "Datadog's intake of logs.",
  query: {
    ddsource: 'The integration, for all entries.',
    ddtags: 'name:value pairs, for all entries.',
    hostname: 'The host, for entries that name none.',
    service: 'The service, for entries that name none.',
  },
  body: 'A JSON object or an array of them; or text/plain, a message a line. Plain, gzip, deflate or zstd.',
  answer: '202 with {}, once everything accepted is on disk.',
};

function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) => {
    const { code, status, message } = settleError(error, request, reply, intake.context.log);
    const answered = code === 'LB_TOKEN_INVALID' ? 403 : status;
    return reply.code(answered).send(problem(answered, message));
  });
  const receive = (status: number) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { key } = request.params as { key?: string };
    intake.admit(request, key === undefined ? [] : [key]);
    const report = new Report();
    const batch = intake.batch();
    const text = (await intake.wholeBody(request)).toString();
    const defaults = request.query as Defaults;
    if (request.headers['content-type']?.startsWith('text/plain')) addText(text, defaults, batch, report);
    else addEntries(text, defaults, batch, report);
    await intake.commit(batch, report);
    if (report.rejected === 0) return reply.code(status).send({});
    const { line, reason } = report.errors[0]!;
    const detail = `${report.rejected} entries were refused, the others are kept. Entry ${line}: ${reason}`;
    return reply.code(400).send(problem(400, detail));
  };
  http.post('/api/v2/logs', { config: { describe: LOGS } }, receive(202));
  http.post('/v1/input', { config: { describe: LOGS } }, receive(200));
  http.post('/v1/input/:key', receive(200));
  http.get('/api/v1/validate', async (request) => {
    intake.context.tokens.check(request);
    return { valid: true };
  });
}

function problem(status: number, detail: string): object {
  return {
    errors: [{ status: String(status), title: status < 500 ? 'Bad Request' : 'Unavailable', detail }],
  };
}

function addEntries(text: string, defaults: Defaults, batch: Batch, report: Report): void {
  let exact: unknown[] | undefined;
  for (const [index, entry] of entriesOf(text, JSON.parse).entries()) {
    // The agent asks with an empty object whether anybody is there.
    if (typeof entry === 'object' && entry !== null && Object.keys(entry).length === 0) continue;
    try {
      if (fillEntry(entry, defaults, batch.draft())) {
        exact ??= entriesOf(text, parseJsonExact);
        fillEntry(exact[index], defaults, batch.draft());
      }
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(index + 1, error);
    }
  }
}

function entriesOf(text: string, parse: (text: string) => unknown): unknown[] {
  try {
    const body = parse(text);
    return Array.isArray(body) ? body : [body];
  } catch (cause) {
    throw new LogboomError('LB_BODY_INVALID', { reason: `not JSON: ${reasonOf(cause)}` }, { cause });
  }
}

function addText(text: string, defaults: Defaults, batch: Batch, report: Report): void {
  const reader = new LineReader();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const draft = batch.draft();
      reader.fill(line.trimEnd(), draft);
      draft.mayRepeat = true;
      fillDefaults(defaults, draft);
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(index + 1, error);
    }
  }
}

/** Datadog's intake of logs. */
export const datadog: InputType = {
  name: NAME,
  title: "Datadog's intake of logs",
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
