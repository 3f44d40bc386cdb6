import { spawnSync } from 'node:child_process';
import { Daemon } from './daemon.ts';
import { until } from './poll.ts';

export const REDIS_PASSWORD = 'foobie';

/** A redis-server with a password, on a port that stays when it is started again. */
export class RedisServer {
  readonly port: number;
  readonly #path: string;
  readonly #more: string[];
  #daemon: Daemon | undefined;

  constructor(port: number, path: string, more: string[] = []) {
    this.port = port;
    this.#path = path;
    this.#more = more;
  }

  async start(): Promise<void> {
    this.#daemon = Daemon.start('redis-server', [
      ...['--port', String(this.port), '--bind', '127.0.0.1', '--requirepass', REDIS_PASSWORD],
      ...['--dir', this.#path, '--appendonly', 'yes', '--appendfsync', 'always', ...this.#more],
    ]);
    await until('redis-server', () => this.run('PING').trim() === 'PONG');
  }

  run(...command: string[]): string {
    const args = ['-p', String(this.port), '-a', REDIS_PASSWORD, '--no-auth-warning', ...command];
    return spawnSync('redis-cli', args, { encoding: 'utf8' }).stdout;
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    await this.#daemon?.stop(signal);
  }
}
