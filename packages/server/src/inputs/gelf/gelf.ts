import { LogboomError, reasonOf } from '@logboom/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteDescription } from '../../http/describe.ts';
import type { Batch } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { Intake } from '../net/http-input.ts';
import { inflatePayload } from '../net/inflate.ts';
import { MessageSession, type Messages } from '../net/message-session.ts';
import { SocketInput } from '../net/socket-input.ts';
import { readText } from '../net/text.ts';
import { TLS_SETTINGS } from '../net/tls.ts';
import { counted } from '../report.ts';
import { Chunks } from './chunks.ts';
import { fillGelf } from './record.ts';
import { snippets } from './snippets.ts';

const NAME = 'gelf';
/** What a JSON object begins with. */
const BRACE = 123;

const DESCRIPTION: RouteDescription = {
  summary: 'GELF over HTTP: one message, or one a line',
  body: 'A GELF message (JSON); gzip, deflate and zstd by Content-Encoding.',
  answer: '202 once it is on disk; 400 with {code, message} when a message cannot be read.',
};

class GelfMessages implements Messages {
  readonly #context: InputContext;

  constructor(context: InputContext) {
    this.#context = context;
  }

  /** @throws LogboomError LB_RECORD_INVALID, LB_RECORD_TOO_LARGE, LB_BATCH_TOO_LARGE */
  fill(bytes: Buffer, peer: string, batch: Batch): void {
    const draft = batch.draft();
    fillGelf(readText(bytes), draft);
    if (draft.host === '') draft.host = peer;
    batch.add();
  }

  add(bytes: Buffer, peer: string, batch: Batch): void {
    try {
      this.fill(bytes, peer, batch);
    } catch (error) {
      this.refuse(error, peer);
    }
  }

  refuse(error: unknown, peer: string, count = 1): void {
    const { metrics, log } = this.#context;
    metrics.rejected.inc({ input: NAME, reason: LogboomError.is(error) ? error.code : 'LB_INTERNAL' }, count);
    log.warn('a record was refused', { input: NAME, peer, reason: reasonOf(error) });
  }
}

class GelfInput extends SocketInput {
  readonly #intake: Intake;
  readonly #messages: GelfMessages;
  readonly routes?: (http: FastifyInstance) => void;

  constructor(context: InputContext, options: InputOptions) {
    const messages = new GelfMessages(context);
    const lost = new LogboomError('LB_FRAME_INVALID', { reason: 'chunks of a message did not arrive' });
    const chunks = new Chunks((count) => messages.refuse(lost, '', count));
    const limit = context.limits.record;
    super(NAME, context, options, {
      tcp: (connection) => new MessageSession(connection, { messages, first: BRACE, limit }),
      udp(datagram, peer, batch) {
        const whole = Chunks.isChunk(datagram) ? chunks.add(datagram, peer) : datagram;
        if (whole !== undefined) messages.fill(inflatePayload(whole, limit), peer, batch);
      },
    });
    this.#intake = new Intake(NAME, context);
    this.#messages = messages;
    if (options.http === 'off') return;
    this.routes = (http) =>
      this.#intake.register(http, (scope) => {
        scope.post('/gelf', { config: { describe: DESCRIPTION } }, (request, reply) =>
          this.#take(request, reply),
        );
      });
  }

  async #take(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const intake = this.#intake;
    intake.admit(request);
    const body = await intake.wholeBody(request);
    const batch = intake.batch();
    const errors: unknown[] = [];
    for (const message of messagesOf(body)) {
      try {
        this.#messages.fill(message, request.ip, batch);
      } catch (error) {
        this.#messages.refuse(error, request.ip);
        errors.push(error);
      }
    }
    await batch.commit();
    // What is good is kept; the sender hears of the rest.
    const [first] = errors;
    if (first !== undefined) throw LogboomError.is(first) ? counted(first) : first;
    return reply.code(202).send();
  }
}

/** A body is one message, in one line or in several; else each line is one. */
function messagesOf(body: Buffer): Buffer[] {
  const text = body.toString('latin1');
  if (!/\}[\s\0]*[\n\0]\s*\{/.test(text)) return body.length === 0 ? [] : [body];
  return text
    .split(/[\n\0]/)
    .filter((line) => line.trim() !== '')
    .map((line) => Buffer.from(line, 'latin1'));
}

/** GELF: UDP (chunked, gzip, zlib), TCP and TLS, and `POST /gelf`. */
export const gelf: InputType = {
  name: NAME,
  title: 'GELF (udp, tcp, tls, and POST /gelf)',
  defaults: { tcp: '127.0.0.1:12201', udp: '127.0.0.1:12201', tls: 'off', http: 'on' },
  settings: TLS_SETTINGS,
  snippets,
  create: (context: InputContext, options: InputOptions): Input => new GelfInput(context, options),
};
