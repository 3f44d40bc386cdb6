import { LogboomError, reasonOf } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { settleError } from '../../http/http-server.ts';
import type { InputType } from '../input.ts';
import { LineReader } from '../lines/line-record.ts';
import { LineSplitter } from '../lines/line-splitter.ts';
import { HttpInput, type Intake } from '../net/http-input.ts';
import { Report } from '../report.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { cutObjects } from './concatenated.ts';
import { type EventFields, fillEvent, fillFields } from './event.ts';
import { snippets } from './snippets.ts';

const NAME = 'splunk';

const EVENT = {
  summary: "Splunk's HTTP Event Collector: events.",
  body: 'JSON objects {time, host, source, sourcetype, index, event, fields}, one behind the other.',
  answer: '{text, code, ackId}, once everything accepted is on disk.',
};
const RAW = { summary: "Splunk's HTTP Event Collector: a record a line.", answer: EVENT.answer };

/** Code and text of an answer (docs.splunk.com, "Possible error codes"). */
type Answer = readonly [code: number, text: string];

const SUCCESS: Answer = [0, 'Success'];
const NO_DATA: Answer = [5, 'No data'];
const INVALID: Answer = [6, 'Invalid data format'];
const ANSWERS: Partial<Record<string, Answer>> = {
  LB_TOKEN_MISSING: [2, 'Token is required'],
  LB_TOKEN_INVALID: [4, 'Invalid token'],
  LB_SPOOL_FULL: [9, 'Server is busy'],
  LB_SPOOL_FAILED: [9, 'Server is busy'],
  LB_MEMORY_HIGH: [9, 'Server is busy'],
  LB_STOPPING: [9, 'Server is busy'],
  LB_TOO_MANY_CONNECTIONS: [9, 'Server is busy'],
  LB_HEC_EVENT_MISSING: [12, 'Event field is required'],
  LB_HEC_EVENT_BLANK: [13, 'Event field cannot be blank'],
  LB_INTERNAL: [8, 'Internal server error'],
};

/** What was decoded of a request, and what stopped it. */
class Reading {
  readonly report = new Report();
  #place = 0;
  /** The first event that was refused, and why. */
  first: { place: number; error: unknown } | undefined;

  take(add: () => void): void {
    this.#place++;
    try {
      add();
      this.report.accepted++;
    } catch (error) {
      this.refuse(error);
    }
  }

  refuse(error: unknown): void {
    this.report.refuse(this.#place, error);
    this.first ??= { place: this.#place - 1, error };
  }

  /** What cannot be cut into events any more: what stands before it counts. */
  stop(error: unknown): void {
    this.#place++;
    this.refuse(error);
  }
}

function routes(http: FastifyInstance, intake: Intake): void {
  const acknowledgements = new Acknowledgements();
  http.setErrorHandler((error, request, reply) => {
    const known = settleError(error, request, reply, intake.context.log);
    const [code, text] = ANSWERS[known.code] ?? INVALID;
    if (known.code === 'LB_TOKEN_INVALID') reply.code(403);
    return reply.send({ text, code, reason: known.message });
  });
  const receive = (read: typeof readEvents) => async (request: FastifyRequest, reply: FastifyReply) => {
    intake.admit(request);
    const reading = new Reading();
    const batch = intake.batch();
    await read(request, intake, batch, reading);
    await intake.commit(batch, reading.report);
    return answer(reading, channelOf(request) === undefined ? {} : { ackId: acknowledgements.next() }, reply);
  };
  const event = receive(readEvents);
  const raw = receive(readRaw);
  const prefix = '/services/collector';
  http.post(prefix, event);
  http.post(`${prefix}/event`, { config: { describe: EVENT } }, event);
  http.post(`${prefix}/event/1.0`, event);
  http.post(`${prefix}/raw`, { config: { describe: RAW } }, raw);
  http.post(`${prefix}/raw/1.0`, raw);
  http.post(`${prefix}/ack`, async (request) => {
    intake.context.tokens.check(request);
    const acks = acksOf((await intake.wholeBody(request)).toString());
    return { acks: Object.fromEntries(acks.map((id) => [String(id), acknowledgements.has(id)])) };
  });
  for (const path of [`${prefix}/health`, `${prefix}/health/1.0`]) {
    http.get(path, async (_request, reply) => {
      if (intake.context.sink.refusal() === undefined) return { text: 'HEC is healthy', code: 17 };
      reply.code(503);
      return { text: 'HEC is unhealthy, queues are full', code: 18 };
    });
  }
}

function acksOf(text: string): unknown[] {
  try {
    const { acks } = JSON.parse(text) as { acks?: unknown };
    if (Array.isArray(acks)) return acks;
  } catch {
    // The answer is the same.
  }
  throw new LogboomError('LB_BODY_INVALID', { reason: 'it must be {"acks": [id, ...]}' });
}

function answer({ report, first }: Reading, ack: object, reply: FastifyReply): FastifyReply {
  if (first !== undefined) {
    const [code, text] = ANSWERS[LogboomError.is(first.error) ? first.error.code : ''] ?? INVALID;
    const reason = reasonOf(first.error);
    return reply.code(400).send({ text, code, 'invalid-event-number': first.place, reason });
  }
  const [code, text] = report.accepted === 0 ? NO_DATA : SUCCESS;
  if (code !== 0) reply.code(400);
  return reply.send({ text, code, ...ack });
}

async function readEvents(
  request: FastifyRequest,
  intake: Intake,
  batch: ReturnType<Intake['batch']>,
  reading: Reading,
): Promise<void> {
  const body = await intake.wholeBody(request);
  const add = (bytes: Buffer): void =>
    reading.take(() => {
      fillEvent(bytes.toString(), batch.draft());
      batch.add();
    });
  try {
    cutObjects(withoutArray(body), add);
  } catch (error) {
    reading.stop(error);
  }
}

/** Some senders make an array of their events. */
function withoutArray(body: Buffer): Buffer {
  const text = body.subarray(0, 64).toString('latin1').trimStart();
  if (!text.startsWith('[')) return body;
  const end = body.lastIndexOf(']');
  return body.subarray(body.indexOf('[') + 1, end === -1 ? undefined : end);
}

async function readRaw(
  request: FastifyRequest,
  intake: Intake,
  batch: ReturnType<Intake['batch']>,
  reading: Reading,
): Promise<void> {
  const splitter = new LineSplitter(intake.context.limits.batch);
  const fields = request.query as EventFields;
  const lines = new LineReader();
  const add = (line: Buffer): void => {
    const text = line.toString();
    if (text.trim() === '') return;
    reading.take(() => {
      const draft = batch.draft();
      lines.fill(text, draft);
      fillFields({ ...fields, fields: undefined }, draft);
      batch.add();
    });
  };
  for await (const chunk of intake.body(request)) splitter.push(chunk, add);
  const rest = splitter.take();
  if (rest !== undefined) add(rest);
}

function channelOf(request: FastifyRequest): string | undefined {
  const channel =
    request.headers['x-splunk-request-channel'] ?? (request.query as { channel?: unknown }).channel;
  return typeof channel === 'string' && channel !== '' ? channel : undefined;
}

/** Splunk's HTTP Event Collector. */
export const splunk: InputType = {
  name: NAME,
  title: 'Splunk HTTP Event Collector, with indexer acknowledgement',
  defaults: { http: 'on' },
  snippets,
  create: (context, options) => new HttpInput(NAME, context, options, routes),
};
