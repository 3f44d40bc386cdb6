import type { IncomingMessage, ServerResponse } from 'node:http';
import { startTrace } from '../context/span.ts';
import { getLogger } from '../logger/global.ts';
import type { Logger } from '../logger/logger.ts';

/** Middleware of HTTP servers: a context and a trace for each request, and a record when it is answered. */
export interface RequestLogOptions {
  /** @default getLogger('http') */
  logger?: Logger;
  /** The header that names a request; taken from the request, else made, and sent back. @default 'x-request-id' */
  idHeader?: string;
  /** Whether a record is written for each request. @default true */
  log?: boolean;
  /** More fields for all records of a request. */
  fields?: (request: IncomingMessage) => Record<string, unknown>;
}

/** The form that Express, Connect and node:http share. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * For Express and Connect: `app.use(requestContext())`. Records made while a request is handled carry
 * `request_id`, `trace_id` and `span_id`; the trace of a caller's `traceparent` goes on.
 */
export function requestContext(options: RequestLogOptions = {}): Middleware {
  const { logger = getLogger('http'), log = true } = options;
  const idHeader = (options.idHeader ?? 'x-request-id').toLowerCase();
  return (request, response, next) => {
    const id = readId(request.headers[idHeader]) ?? crypto.randomUUID();
    response.setHeader(idHeader, id);
    const fields = { request_id: id, ...options.fields?.(request) };
    const { traceparent } = request.headers;
    startTrace('request', { traceparent: single(traceparent), fields }, (span) => {
      if (log) response.once('close', () => logResponse(logger, request, response, span.elapsed));
      next();
    });
  };
}

/**
 * For node:http: wraps a request listener.
 *
 * @example createServer(withRequestContext((request, response) => response.end('hello'))).listen(8080);
 */
export function withRequestContext<Request extends IncomingMessage, Response extends ServerResponse>(
  listener: (request: Request, response: Response) => void,
  options: RequestLogOptions = {},
): (request: Request, response: Response) => void {
  const middleware = requestContext(options);
  return (request, response) => middleware(request, response, () => listener(request, response));
}

/** What is used of a Fastify instance. */
interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (request: { raw: IncomingMessage }, reply: { raw: ServerResponse }, done: () => void) => void,
  ): unknown;
}

/**
 * For Fastify: `requestContextHook(app)` before the routes.
 */
export function requestContextHook(app: FastifyLike, options: RequestLogOptions = {}): void {
  const middleware = requestContext(options);
  app.addHook('onRequest', (request, reply, done) => middleware(request.raw, reply.raw, done));
}

function logResponse(logger: Logger, request: IncomingMessage, response: ServerResponse, ms: number): void {
  const status = response.statusCode;
  const finished = response.writableFinished;
  const path = pathOf(request);
  const fields = {
    method: request.method,
    path,
    status,
    duration_ms: Math.round(ms * 1000) / 1000,
    ...(finished ? {} : { aborted: true }),
  };
  const level = status >= 500 ? 'ERROR' : status >= 400 || !finished ? 'WARNING' : 'INFO';
  logger.log(level, `${request.method} ${path} ${status}`, fields);
}

/** Without the query, which may hold secrets. Express and routers below it change `url`. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  const url = request.originalUrl ?? request.url ?? '';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** An id from outside is taken only if it cannot harm a log. */
function readId(header: string | string[] | undefined): string | undefined {
  const id = single(header);
  return id !== undefined && /^[\w.:/+=-]{1,128}$/.test(id) ? id : undefined;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
