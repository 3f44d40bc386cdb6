import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import {
  type ConnectionInjector,
  Metadata,
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { LogboomError, reasonOf } from '@logboom/core';
import { BACKLOG, formatAddress, parseAddress, peerName } from '../net/address.ts';
import { ConnectionLimit } from '../net/connection-limit.ts';
import type { Intake } from '../net/http-input.ts';
import { encodeAnswer, encodeStatus, known, statusOf } from './answer.ts';
import { type Receive, receiveLogs, receiveTraces } from './receive.ts';

type Call = ServerUnaryCall<Buffer, Buffer>;

/** Bytes are handed on as they come: our decoders read them where they stand. */
const asIs = (bytes: Buffer): Buffer => bytes;

const LOGS = 'logs.v1.LogsService';
const TRACES = 'trace.v1.TraceService';

/** @param requestStream whether the call is answered before its message is read */
function service(path: string, requestStream: boolean): ServiceDefinition {
  return {
    Export: {
      path: `/opentelemetry.proto.collector.${path}/Export`,
      requestStream,
      responseStream: false,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    },
  };
}

/** OTLP over gRPC: the services of logs and of traces. */
export class GrpcListener {
  readonly #intake: Intake;
  readonly #limit: ConnectionLimit;
  readonly #server: Server;
  /** Answers calls on connections over the limit. */
  readonly #refusing = new Server();
  readonly #listener: NetServer;
  readonly #sockets = new Set<Socket>();
  address: string | undefined;

  constructor(intake: Intake) {
    const { limits } = intake.context;
    this.#intake = intake;
    this.#limit = new ConnectionLimit(limits.connections);
    this.#server = new Server({
      'grpc.max_receive_message_length': limits.batch,
      'grpc.max_concurrent_streams': 256,
    });
    this.#server.addService(service(LOGS, false), { Export: this.#export(receiveLogs) });
    this.#server.addService(service(TRACES, false), { Export: this.#export(receiveTraces) });
    for (const path of [LOGS, TRACES]) {
      this.#refusing.addService(service(path, true), { Export: this.#refuse() });
    }
    const inner = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
    const over = this.#refusing.createConnectionInjector(ServerCredentials.createInsecure());
    this.#listener = createServer({ noDelay: true, keepAlive: true }, (socket) =>
      this.#accept(socket, inner, over),
    );
  }

  /** @throws whatever the system says when the address cannot be had */
  async start(configured: string, key: string): Promise<void> {
    const { host, port } = parseAddress(configured, key);
    this.#listener.listen({ port, host, backlog: BACKLOG });
    await once(this.#listener, 'listening');
    this.#listener.on('error', (error) =>
      this.#intake.context.log.warn('a listener failed', {
        input: this.#intake.name,
        reason: reasonOf(error),
      }),
    );
    this.address = formatAddress(this.#listener.address() as AddressInfo);
  }

  async stop(): Promise<void> {
    this.#listener.close();
    await new Promise<void>((resolve) => {
      this.#server.tryShutdown(() => resolve());
      // Calls that go on are answered; a connection that only stays open does not keep us.
      setTimeout(() => this.#server.forceShutdown(), 1_000).unref();
    });
    this.#refusing.forceShutdown();
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket, inner: ConnectionInjector, over: ConnectionInjector): void {
    const { metrics, log } = this.#intake.context;
    const input = this.#intake.name;
    this.#sockets.add(socket);
    metrics.connections.inc({ input });
    socket.once('close', () => {
      this.#sockets.delete(socket);
      metrics.connections.dec({ input });
    });
    // A reset is the sender's way of going.
    socket.on('error', () => undefined);
    if (this.#limit.add(socket)) return inner.injectConnection(socket);
    const { code, message } = this.#tooMany();
    metrics.closed.inc({ input, reason: code });
    log.warn('a connection was closed', { input, peer: peerName(socket.remoteAddress), reason: message });
    if (!socket.destroyed) over.injectConnection(socket);
  }

  #tooMany(): LogboomError {
    return new LogboomError('LB_TOO_MANY_CONNECTIONS', { limit: this.#limit.limit });
  }

  #refuse(): (call: ServerReadableStream<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => void {
    return (call, answer) => {
      call.resume();
      answer(this.#failure(this.#tooMany()));
    };
  }

  #export(receive: Receive): (call: Call, answer: sendUnaryData<Buffer>) => void {
    return (call, answer) => {
      void this.#serve(receive, call).then(
        (bytes) => answer(null, bytes),
        (error: unknown) => answer(this.#failure(error)),
      );
    };
  }

  async #serve(receive: Receive, { request, metadata }: Call): Promise<Buffer> {
    const { sink, tokens } = this.#intake.context;
    tokens.check({ headers: headersOf(metadata) });
    const refusal = sink.refusal();
    if (refusal !== undefined) throw refusal;
    return encodeAnswer(await receive(request, 'protobuf', this.#intake));
  }

  #failure(error: unknown): { code: status; details: string; metadata: Metadata } {
    const cause = known(error);
    const failure = statusOf(cause);
    this.#intake.context.metrics.rejected.inc({ input: this.#intake.name, reason: cause.code });
    if (failure.code === status.INTERNAL) {
      this.#intake.context.log.error('a call failed', { input: this.#intake.name, reason: failure.message });
    }
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', encodeStatus(failure));
    return { code: failure.code, details: failure.message, metadata };
  }
}

function headersOf(metadata: Metadata): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata.getMap()).map(([name, value]) => [name, String(value)]));
}
