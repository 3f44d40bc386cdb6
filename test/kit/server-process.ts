import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type InputStatus, LogboomClient } from '@logboom/client';
import { configOptions, readServerFile } from '@logboom/server';
import { until, within } from './poll.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 90_000;
const STOP_MS = 30_000;
const KEPT_LOG = 64 * 1024;

export interface ServerProcessOptions {
  /** The data directory. */
  data: string;
  /** Settings by key (`spool.max`); every listener is on a free port unless it is set here. */
  flags?: Record<string, string>;
}

export interface ServerStatus {
  memory: number;
  problems: string[];
  engine: { kind: string; state: string; pid?: number; restarts: number };
  spool: { bytes: number; lostBytes: number };
  inputs: { name: string; state: string }[];
}

/** The command `logboom serve` as a child process, on free ports. It never outlives the test's process. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly data: string;
  /** Configuration key of each listener → `host:port`, once it is ready. */
  addresses: Record<string, string> = {};
  /** What it wrote, the end of it. */
  log = '';
  readonly #end = (): boolean => this.child.kill('SIGKILL');

  private constructor(child: ChildProcess, data: string) {
    this.child = child;
    this.data = data;
    const keep = (text: string): void => {
      this.log = (this.log + text).slice(-KEPT_LOG);
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    process.once('exit', this.#end);
    child.once('exit', () => process.off('exit', this.#end));
  }

  /** Starts a server and waits until it listens everywhere. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const server = ServerProcess.launch(options);
    try {
      await server.ready();
    } catch (error) {
      await server.kill();
      throw error;
    }
    return server;
  }

  /** Starts a server and does not wait. */
  static launch({ data, flags = {} }: ServerProcessOptions): ServerProcess {
    const settings = { data, ...freePorts(), ...flags };
    const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]);
    const child = spawn(
      process.execPath,
      ['--conditions=logboom-source', 'packages/cli/src/bin.ts', 'serve', ...args],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() },
    );
    return new ServerProcess(child, data);
  }

  get url(): string {
    return `http://${this.addresses.http}`;
  }

  /** Whether the process has ended. */
  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** @throws Error with what the server said when it ended instead */
  async ready(): Promise<void> {
    const file = await until(
      'DATA/server.json',
      async () => {
        // A server that was killed leaves its file behind.
        const found = await readServerFile(this.data);
        return found?.pid === this.child.pid ? found : this.ended ? { addresses: undefined } : undefined;
      },
      { deadline: START_MS },
    );
    if (file.addresses === undefined) throw new Error(`the server ended at start:\n${this.log}`);
    this.addresses = file.addresses;
  }

  /** The end of a server that ends by itself. */
  async exited(): Promise<{ code: number | null; log: string }> {
    if (!this.ended) {
      await within('the end of the server', STOP_MS, once(this.child, 'exit')).catch((error: unknown) => {
        throw new Error(`the server does not end:\n${this.log}`, { cause: error });
      });
    }
    return { code: this.child.exitCode, log: this.log };
  }

  /** Stops it the way people do. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const { code, log } = await this.exited();
    if (code !== 0) throw new Error(`the server stopped with ${code ?? this.child.signalCode}:\n${log}`);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }

  async status(): Promise<ServerStatus> {
    const response = await fetch(`${this.url}/api/v1/status`, { signal: AbortSignal.timeout(5_000) });
    return (await response.json()) as ServerStatus;
  }

  /** What it says of one of its inputs. */
  async input(name: string): Promise<InputStatus> {
    return (await new LogboomClient({ url: this.url }).inputs()).find((input) => input.name === name)!;
  }

  /** The process id of its engine, once that runs. */
  async enginePid(): Promise<number> {
    return until('the engine', async () => (await this.status()).engine.pid);
  }

  /** The value of a metric, summed over its labels (of those that match). */
  async metric(name: string, labels = ''): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(labels))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

/** Every listener of the configuration on a free port of loopback. */
function freePorts(): Record<string, string> {
  const keys = configOptions().filter(({ default: value }) => /:\d+$/.test(value));
  return Object.fromEntries(keys.map(({ key }) => [key, '127.0.0.1:0']));
}

/** The tester's own settings must not reach the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LOGBOOM_')));
}
