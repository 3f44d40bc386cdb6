import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { Batch } from '../../pipeline/sink.ts';
import type { InputType } from '../input.ts';
import { LineSplitter } from '../lines/line-splitter.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { clefOf, fillClef, fillClefLine } from './event.ts';
import { snippets } from './snippets.ts';

const NAME = 'clef';

const INGEST = {
  summary: "Seq's ingestion: CLEF, one event a line, or {Events: [...]}.",
  answer: '201 with {MinimumLevelAccepted}, once everything accepted is on disk.',
};

function routes(http: FastifyInstance, intake: Intake): void {
  http.setErrorHandler((error, request, reply) =>
    reply.send({ Error: settleError(error, request, reply, intake.context.log).message }),
  );
  const ingest = async (request: FastifyRequest, reply: FastifyReply): Promise<object> => {
    intake.admit(request);
    const report = new Report();
    const batch = intake.batch();
    const body = await intake.wholeBody(request);
    const events = eventsOf(body);
    if (events === undefined) addLines(body, batch, report);
    else addEvents(events, batch, report);
    await intake.commit(batch, report);
    if (report.rejected > 0) {
      reply.code(400);
      const { line, reason } = report.errors[0]!;
      return {
        Error: `${report.rejected} events were refused, the others are kept. Event ${line}: ${reason}`,
      };
    }
    reply.code(201);
    return { MinimumLevelAccepted: null };
  };
  http.post('/api/events/raw', { config: { describe: INGEST } }, ingest);
  http.post('/ingest/clef', { config: { describe: INGEST } }, ingest);
}

const EVENTS = /^\s*\{\s*"Events"\s*:\s*\[/;

/** The events of Seq's older JSON; undefined for CLEF. */
function eventsOf(body: Buffer): unknown[] | undefined {
  if (!EVENTS.test(body.subarray(0, 64).toString())) return undefined;
  try {
    const { Events } = JSON.parse(body.toString()) as { Events: unknown };
    return Array.isArray(Events) ? Events : undefined;
  } catch {
    // As lines, whatever can be read of it is kept and the rest is told.
    return undefined;
  }
}

function addEvents(events: readonly unknown[], batch: Batch, report: Report): void {
  for (const [index, event] of events.entries()) {
    try {
      fillClef(clefOf(event), batch.draft());
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(index + 1, error);
    }
  }
}

function addLines(body: Buffer, batch: Batch, report: Report): void {
  const splitter = new LineSplitter(body.length);
  let line = 0;
  const add = (bytes: Buffer): void => {
    line++;
    if (bytes.length === 0) return;
    try {
      fillClefLine(bytes.toString(), batch.draft());
      batch.add();
      report.accepted++;
    } catch (error) {
      report.refuse(line, error);
    }
  };
  splitter.push(body, add);
  const rest = splitter.take();
  if (rest !== undefined) add(rest);
}

/** Seq: CLEF, and the JSON of its older clients. */
export const clef: InputType = {
  name: NAME,
  title: 'Seq: CLEF, as Serilog and its friends send it',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
