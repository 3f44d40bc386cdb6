import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readBody, readWholeBody } from '../../http/body.ts';
import type { Batch, BatchIdentity, KnownAnswer } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, ListenerState } from '../input.ts';
import { isCounted, type Report } from '../report.ts';

/** What the routes of an input over HTTP have in common. */
export class Intake {
  readonly name: string;
  readonly context: InputContext;

  constructor(name: string, context: InputContext) {
    this.name = name;
    this.context = context;
  }

  /**
   * Lets a request pass that has a token, if one is needed, and whose records can be taken now.
   *
   * @param tokens what else of it may be a token
   * @throws LogboomError LB_TOKEN_MISSING, LB_TOKEN_INVALID, LB_SPOOL_FULL, LB_MEMORY_HIGH
   */
  admit(request: FastifyRequest, tokens: string[] = []): void {
    const { sink, metrics } = this.context;
    this.context.tokens.check(request, tokens);
    const refusal = sink.refusal();
    if (refusal !== undefined) throw refusal;
    metrics.connections.inc({ input: this.name });
    request.raw.once('close', () => metrics.connections.dec({ input: this.name }));
  }

  /** Adds the paths of a protocol; requests that are refused as a whole are counted. */
  register(http: FastifyInstance, routes: Routes): void {
    const { rejected } = this.context.metrics;
    void http.register(async (scope) => {
      scope.addHook('onResponse', async (_request, { refusal }) => {
        if (refusal === undefined || isCounted(refusal)) return;
        rejected.inc({ input: this.name, reason: refusal.code });
      });
      routes(scope, this);
    });
  }

  batch(): Batch {
    return this.context.sink.batch(this.name);
  }

  /** The body as it arrives, decompressed, up to a limit in bytes: that of a batch unless told otherwise. */
  body(request: FastifyRequest, limit = this.context.limits.batch): AsyncGenerator<Buffer> {
    return readBody(request.raw, limit);
  }

  /**
   * The body in one piece.
   *
   * @param encoding another than the request says
   */
  wholeBody(request: FastifyRequest, encoding?: string): Promise<Buffer> {
    return readWholeBody(request.raw, this.context.limits.batch, encoding);
  }

  /**
   * Makes what was accepted durable, and counts what was not.
   *
   * @returns what was answered before when the key is known already
   */
  async commit(batch: Batch, report: Report, identity?: BatchIdentity): Promise<KnownAnswer | undefined> {
    report.count(this.context.metrics, this.name);
    return batch.commit(identity);
  }
}

/** Adds the paths of a protocol; the instance is its own, with its own error handler if it sets one. */
export type Routes = (http: FastifyInstance, intake: Intake) => void;

/**
 * An input that has nothing but paths on the HTTP server: its setting `http` turns them `on` or `off`.
 */
export class HttpInput implements Input {
  readonly name: string;
  readonly routes?: (http: FastifyInstance) => void;

  /** @param outer adds what concerns the whole HTTP server */
  constructor(
    name: string,
    context: InputContext,
    options: InputOptions,
    routes: Routes,
    outer?: (http: FastifyInstance) => void,
  ) {
    this.name = name;
    if (options.http === 'off') return;
    const intake = new Intake(name, context);
    this.routes = (http) => {
      outer?.(http);
      intake.register(http, routes);
    };
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  listeners(): ListenerState[] {
    return [];
  }
}
