import type { FastifyInstance } from 'fastify';
import { createHttpServer, listen } from '../../http/http-server.ts';
import type { Input, InputContext, InputOptions, InputType, ListenerState } from '../input.ts';
import { failedListener } from '../net/failed-listener.ts';
import { Intake } from '../net/http-input.ts';
import { GrpcListener } from './grpc.ts';
import { routes } from './routes.ts';
import { snippets } from './snippets.ts';

const NAME = 'otlp';

/** OTLP: over gRPC and HTTP on its own ports, and over HTTP on the main one. */
class OtlpInput implements Input {
  readonly name = NAME;
  readonly routes?: (http: FastifyInstance) => void;
  readonly #intake: Intake;
  readonly #options: InputOptions;
  readonly #listeners: ListenerState[] = [];
  readonly #close: (() => Promise<unknown>)[] = [];

  constructor(context: InputContext, options: InputOptions) {
    this.#intake = new Intake(NAME, context);
    this.#options = options;
    if (options.main === 'on') this.routes = (http) => this.#routes(http);
  }

  async start(): Promise<void> {
    await this.#open('grpc', (address, key) => this.#startGrpc(address, key));
    await this.#open('http', (address, key) => this.#startHttp(address, key));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#close.map((close) => close()));
  }

  listeners(): ListenerState[] {
    return this.#listeners;
  }

  #routes(http: FastifyInstance): void {
    this.#intake.register(http, routes);
  }

  async #open(key: string, start: (address: string, key: string) => Promise<string>): Promise<void> {
    const configured = this.#options[key] ?? 'off';
    if (configured === 'off') return;
    const path = `inputs.${NAME}.${key}`;
    try {
      this.#listeners.push({ key, address: await start(configured, path) });
    } catch (error) {
      this.#listeners.push(failedListener(this.#intake.context, NAME, { key, address: configured }, error));
    }
  }

  async #startGrpc(address: string, key: string): Promise<string> {
    const listener = new GrpcListener(this.#intake);
    await listener.start(address, key);
    this.#close.push(() => listener.stop());
    return listener.address ?? address;
  }

  async #startHttp(address: string, key: string): Promise<string> {
    const { log, limits, metrics } = this.#intake.context;
    const { connections } = limits;
    const http = createHttpServer(log, { connections, metrics, input: NAME });
    this.#routes(http);
    const bound = await listen(http, { listen: address, key, log });
    this.#close.push(() => http.close());
    return bound;
  }
}

/** OpenTelemetry: logs and traces. */
export const otlp: InputType = {
  name: NAME,
  title: 'OpenTelemetry (OTLP): logs and traces over gRPC and HTTP',
  defaults: { grpc: '127.0.0.1:4317', http: '127.0.0.1:4318', main: 'on' },
  snippets,
  tokens: ['grpc', 'http'],
  create: (context, options) => new OtlpInput(context, options),
};
