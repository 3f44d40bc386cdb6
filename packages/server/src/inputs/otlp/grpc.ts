import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { formatAddress, parseAddress } from '../net/address.ts';
import type { Intake } from '../net/http-input.ts';
import { encodeAnswer, encodeStatus, known, statusOf } from './answer.ts';
import { type Receive, receiveLogs, receiveTraces } from './receive.ts';

type Call = ServerUnaryCall<Buffer, Buffer>;

/** Bytes are handed on as they come: our decoders read them where they stand. */
const asIs = (bytes: Buffer): Buffer => bytes;

function service(path: string): ServiceDefinition {
  return {
    Export: {
      path: `/opentelemetry.proto.collector.${path}/Export`,
      requestStream: false,
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
  readonly #server: Server;
  address: string | undefined;

  constructor(intake: Intake) {
    this.#intake = intake;
    this.#server = new Server({
      'grpc.max_receive_message_length': intake.context.limits.batch,
      'grpc.max_concurrent_streams': 256,
    });
    this.#server.addService(service('logs.v1.LogsService'), { Export: this.#export(receiveLogs) });
    this.#server.addService(service('trace.v1.TraceService'), { Export: this.#export(receiveTraces) });
  }

  /** @throws whatever the system says when the address cannot be had */
  async start(configured: string, key: string): Promise<void> {
    const { host, port } = parseAddress(configured, key);
    const name = formatAddress({ address: host, port });
    const bound = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(name, ServerCredentials.createInsecure(), (error, got) =>
        error === null ? resolve(got) : reject(error),
      );
    });
    this.address = formatAddress({ address: host, port: bound });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.tryShutdown(() => resolve());
      // Calls that go on are answered; a connection that only stays open does not keep us.
      setTimeout(() => this.#server.forceShutdown(), 1_000).unref();
    });
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
    const failure = statusOf(known(error));
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
