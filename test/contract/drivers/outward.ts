import { spawnSync } from 'node:child_process';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Daemon, runProgram } from '../../kit/daemon.ts';
import { freePort } from '../../kit/free-port.ts';
import { until } from '../../kit/poll.ts';

/** What the contract of inputs that connect outward needs to know of a protocol. */
export interface OutwardDriver {
  title: string;
  input: string;
  /** Whether the source keeps what was not acknowledged, so that nothing is lost while the server is away or full. */
  keeps: boolean;
  /** The server's settings, to read what `publish` writes. */
  flags(name: string): Record<string, string>;
  /** Makes what `name` needs on the other side. */
  prepare?(name: string): Promise<void>;
  /** Writes payloads, in order. */
  publish(name: string, payloads: readonly string[]): Promise<void>;
  /** What is there and not durable in Logboom yet. */
  pending(name: string): Promise<number>;
}

/** redis-server, and what reads it. */
export class RedisSide {
  readonly #daemon: Daemon;
  readonly #port: number;

  private constructor(daemon: Daemon, port: number) {
    this.#daemon = daemon;
    this.#port = port;
  }

  static async start(directory: string): Promise<RedisSide> {
    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
    const side = new RedisSide(Daemon.start('redis-server', args), port);
    await until('redis-server', () => side.#run('PING') === 'PONG');
    return side;
  }

  drivers(): OutwardDriver[] {
    const url = `redis://127.0.0.1:${this.#port}`;
    const driver = (
      title: string,
      setting: string,
      more: Pick<OutwardDriver, 'keeps' | 'publish' | 'pending'>,
    ): OutwardDriver => ({
      title,
      input: 'redis',
      flags: (name) => ({ 'inputs.redis.url': url, [`inputs.redis.${setting}`]: name }),
      ...more,
    });
    return [
      driver('a Redis channel', 'channels', {
        keeps: false,
        publish: (name, payloads) => this.#pipe(payloads.map((payload) => ['PUBLISH', name, payload])),
        pending: async () => 0,
      }),
      driver('a Redis list', 'lists', {
        keeps: true,
        publish: (name, payloads) => this.#pipe(payloads.map((payload) => ['RPUSH', name, payload])),
        pending: async (name) => {
          const keys = this.#run('KEYS', `${name}*`).split('\n');
          return keys.filter((key) => key !== '').reduce((sum, key) => sum + this.#length(key), 0);
        },
      }),
      driver('a Redis stream', 'streams', {
        keeps: true,
        publish: (name, payloads) =>
          this.#pipe(payloads.map((payload) => ['XADD', name, '*', 'message', payload])),
        pending: async (name) => Number(this.#run('XPENDING', name, 'logboom').split('\n')[0] || 0),
      }),
    ];
  }

  stop(): Promise<void> {
    return this.#daemon.stop();
  }

  #length(key: string): number {
    return Number(this.#run('LLEN', key)) || 0;
  }

  #run(...command: string[]): string {
    return spawnSync('redis-cli', ['-p', String(this.#port), ...command], { encoding: 'utf8' }).stdout.trim();
  }

  /** Redis' own protocol, so that payloads may hold anything. */
  async #pipe(commands: string[][]): Promise<void> {
    const input = commands
      .map((parts) => [
        `*${parts.length}`,
        ...parts.flatMap((part) => [`$${Buffer.byteLength(part)}`, part]),
        '',
      ])
      .map((lines) => lines.join('\r\n'))
      .join('');
    await runProgram('redis-cli', ['-p', String(this.#port), '--pipe'], { input });
  }
}

/** nats-server, and what reads it. */
export class NatsSide {
  readonly #daemon: Daemon;
  readonly #port: number;
  readonly #connection: NatsConnection;

  private constructor(daemon: Daemon, port: number, connection: NatsConnection) {
    this.#daemon = daemon;
    this.#port = port;
    this.#connection = connection;
  }

  static async start(directory: string): Promise<NatsSide> {
    const port = await freePort();
    const daemon = Daemon.start('nats-server', [
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '-js',
      '-sd',
      directory,
    ]);
    await until('nats-server', () => daemon.output.includes('Server is ready'));
    return new NatsSide(daemon, port, await connect({ servers: `127.0.0.1:${port}` }));
  }

  drivers(): OutwardDriver[] {
    const shared = { input: 'nats' } as const;
    const url = { 'inputs.nats.url': `nats://127.0.0.1:${this.#port}` };
    const consumer = 'contract';
    return [
      {
        ...shared,
        title: 'a NATS subject',
        keeps: false,
        flags: (name) => ({ ...url, 'inputs.nats.subjects': name }),
        publish: async (name, payloads) => {
          for (const payload of payloads) this.#connection.publish(name, payload);
          await this.#connection.flush();
        },
        pending: async () => 0,
      },
      {
        ...shared,
        title: 'a JetStream stream',
        keeps: true,
        flags: (name) => ({ ...url, 'inputs.nats.streams': name, 'inputs.nats.consumer': consumer }),
        prepare: async (name) => {
          const manager = await jetstreamManager(this.#connection);
          await manager.streams.add({ name, subjects: [`${name}.>`] });
          // What was sent and not acknowledged comes again soon.
          const settings = { durable_name: consumer, ack_policy: 'explicit', ack_wait: 2e9 } as const;
          await manager.consumers.add(name, settings);
        },
        publish: async (name, payloads) => {
          const stream = jetstream(this.#connection);
          for (const payload of payloads) await stream.publish(`${name}.logs`, payload);
        },
        pending: async (name) => {
          const manager = await jetstreamManager(this.#connection);
          const { num_ack_pending, num_pending } = await manager.consumers.info(name, consumer);
          return num_ack_pending + num_pending;
        },
      },
    ];
  }

  async stop(): Promise<void> {
    await this.#connection.close();
    await this.#daemon.stop();
  }
}
