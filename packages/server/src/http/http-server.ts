import type { AddressInfo } from 'node:net';
import { LogboomError, reasonOf } from '@logboom/core';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { BACKLOG, formatAddress, parseAddress, peerName } from '../inputs/net/address.ts';
import { ConnectionLimit } from '../inputs/net/connection-limit.ts';
import type { ServerLog } from '../log/log.ts';
import type { Metrics } from '../metrics/metrics.ts';

export interface HttpServerOptions {
  /** `HOST:PORT` */
  listen: string;
  /** The configuration key of the listener, for messages. */
  key: string;
  log: ServerLog;
}

export interface HttpLimits {
  /** Open connections. */
  connections: number;
  metrics: Metrics;
  /** The input that refused connections are counted for. */
  input: string;
}

declare module 'fastify' {
  interface FastifyReply {
    /** The error that was answered. */
    refusal?: LogboomError;
  }
}

/** What those who watch the server ask: answered also when there are too many connections. */
const ALWAYS_ANSWERED = new Set(['/health', '/ready', '/metrics']);

/** A Fastify whose bodies are left to the routes, and whose errors all have one shape. */
export function createHttpServer(log: ServerLog, limits: HttpLimits): FastifyInstance {
  const http = Fastify({
    // Routes read their bodies as streams, with limits of their own.
    bodyLimit: Number.MAX_SAFE_INTEGER,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    keepAliveTimeout: 30_000,
    requestTimeout: 0,
  });
  http.decorateReply('refusal');
  limitConnections(http, log, limits);
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_request, _payload, done) => done(null));
  http.setErrorHandler((error, request, reply) => answerError(error, request, reply, log));
  http.setNotFoundHandler((request, reply) => {
    const error = new LogboomError('LB_NOT_FOUND', { method: request.method, path: pathOf(request) });
    return answerError(error, request, reply, log);
  });
  return http;
}

/** Listens, and gives the address. @throws LogboomError LB_PORT_IN_USE */
export async function listen(
  http: FastifyInstance,
  { listen: text, key }: HttpServerOptions,
): Promise<string> {
  const { host, port } = parseAddress(text, key);
  try {
    await http.listen({ host, port, backlog: BACKLOG });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      throw new LogboomError('LB_PORT_IN_USE', { address: text, name: key }, { cause });
    }
    throw cause;
  }
  return formatAddress(http.server.address() as AddressInfo);
}

/** Requests on connections over the limit are answered 503, and their connections closed. */
function limitConnections(http: FastifyInstance, log: ServerLog, limits: HttpLimits): void {
  const { connections, metrics, input } = limits;
  const limit = new ConnectionLimit(connections);
  const error = new LogboomError('LB_TOO_MANY_CONNECTIONS', { limit: connections });
  http.server.on('connection', (socket) => {
    if (limit.add(socket)) return;
    metrics.closed.inc({ input, reason: error.code });
    log.warn('a connection was closed', {
      input,
      peer: peerName(socket.remoteAddress),
      reason: error.message,
    });
  });
  http.addHook('onRequest', async (request, reply) => {
    if (!limit.isOver(request.raw.socket) || ALWAYS_ANSWERED.has(pathOf(request))) return;
    reply.header('connection', 'close');
    throw error;
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

/** What every error of the API looks like. */
export interface ErrorAnswer {
  code: string;
  message: string;
  /** Where in the query, from 0; for queries that cannot be read. */
  position?: number;
}

/**
 * Sets status and headers of an answer to an error, for protocols that have a body of their own for it.
 *
 * @returns the error in our words
 */
export function settleError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: ServerLog,
): LogboomError {
  const known = LogboomError.is(error) ? error : foreign(error);
  if (known.code === 'LB_INTERNAL') {
    log.error('a request failed', { path: pathOf(request), reason: reasonOf(error) });
  }
  reply.refusal = known;
  const retryAfter = /in (\d+) seconds/.exec(known.message)?.[1];
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  else if (known.status === 503 || known.status === 429) reply.header('retry-after', '1');
  // A body that is not read to its end leaves the connection unusable.
  if (!request.raw.complete) reply.header('connection', 'close');
  reply.code(known.status);
  return known;
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: ServerLog,
): FastifyReply {
  // Nobody is left to answer, and a client that goes away is no failure.
  if (reply.raw.destroyed) return reply.hijack();
  const known = settleError(error, request, reply, log);
  const position =
    'position' in known && typeof known.position === 'number' ? { position: known.position } : {};
  return reply.send({ code: known.code, message: known.message, ...position } satisfies ErrorAnswer);
}

/** Errors of Fastify and Node in our words. */
function foreign(error: unknown): LogboomError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) {
    return new LogboomError('LB_REQUEST_INVALID', { reason: reasonOf(error) }, { cause: error });
  }
  return new LogboomError('LB_INTERNAL', { reason: reasonOf(error) }, { cause: error });
}
