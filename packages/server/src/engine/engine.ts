import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LogboomError, reasonOf } from '@logboom/core';
import { ENGINE_USER, READER_USER, writeEngineConfiguration } from './configuration.ts';
import { freePort } from './free-port.ts';

/** How a client reaches a ClickHouse. */
export interface Connection {
  url: string;
  username: string;
  password: string;
}

export type EngineState = 'starting' | 'running' | 'restarting' | 'stopping' | 'stopped' | 'failed';

export interface EngineOptions {
  /** The data directory of the engine. */
  path: string;
  /** How long a start may take, in ms. */
  startTimeout?: number;
  /** Bytes that a query of the reader may use. @default 2e9 */
  readerMemory?: number;
  /** Receives what the engine writes to standard error. */
  onLine?: (line: string) => void;
}

interface EngineEvents {
  state: [state: EngineState, reason?: string];
}

const CHILD = fileURLToPath(
  new URL(`./child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);
const LOCKED = /Cannot lock file/;
/** A predecessor that was killed a moment ago still holds its lock while it shuts down. */
const LOCK_PATIENCE_MS = 15_000;
const BACKOFF_MAX_MS = 5_000;
const KEPT_LINES = 50;

/**
 * ClickHouse embedded: a supervised child process that listens for HTTP on a loopback port. It is started
 * again with backoff when it dies, and cannot outlive this process.
 */
export class Engine extends EventEmitter<EngineEvents> {
  state: EngineState = 'stopped';
  restarts = 0;
  readonly #options: Required<EngineOptions>;
  readonly #secrets = {
    password: randomBytes(24).toString('hex'),
    readerPassword: randomBytes(24).toString('hex'),
  };
  #port = 0;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #lines: string[] = [];

  constructor(options: EngineOptions) {
    super();
    this.#options = { startTimeout: 30_000, readerMemory: 2e9, onLine: () => undefined, ...options };
  }

  /** The process id of the engine while it runs. */
  get pid(): number | undefined {
    const child = this.#child;
    return child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  /**
   * For everything the server itself does.
   *
   * @throws LogboomError LB_STORE_UNAVAILABLE unless it runs: meanwhile its port may belong to anyone
   */
  get connection(): Connection {
    this.#mustRun();
    return { url: this.#url, username: ENGINE_USER, password: this.#secrets.password };
  }

  /** For SQL that users write: SELECT on the log tables only. @throws as `connection` */
  get readerConnection(): Connection {
    this.#mustRun();
    return { url: this.#url, username: READER_USER, password: this.#secrets.readerPassword };
  }

  #mustRun(): void {
    if (this.state !== 'running')
      throw new LogboomError('LB_STORE_UNAVAILABLE', { reason: `the engine is ${this.state}` });
  }

  get #isStarting(): boolean {
    return this.state === 'starting' || this.state === 'restarting';
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /**
   * Starts the engine and waits until it answers.
   *
   * @throws LogboomError LB_DATA_LOCKED when another engine holds the directory, LB_ENGINE_FAILED otherwise
   */
  async start(): Promise<void> {
    this.#setState('starting');
    await mkdir(this.#options.path, { recursive: true });
    const deadline = Date.now() + LOCK_PATIENCE_MS;
    for (;;) {
      try {
        await this.#launch();
        return this.#setState('running');
      } catch (error) {
        if (!this.#mayPass() || Date.now() > deadline) {
          this.#setState('failed', reasonOf(error));
          throw error;
        }
        await sleep(200);
      }
    }
  }

  /** Ends the engine cleanly: it finishes what it does and lets its directory go. */
  async stop(): Promise<void> {
    this.#setState('stopping');
    const child = this.#child;
    if (child !== undefined) {
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await this.#exited;
      clearTimeout(timer);
    }
    this.#setState('stopped');
  }

  async #launch(): Promise<void> {
    const configuration = await writeEngineConfiguration(
      join(this.#options.path, 'configuration'),
      this.#secrets,
      this.#options.readerMemory,
    );
    this.#port ||= await freePort();
    // A stop that came meanwhile has found no child to end.
    if (!this.#isStarting) throw new LogboomError('LB_STOPPING');
    this.#lines = [];
    const child = spawn(process.execPath, [CHILD, ...this.#arguments(configuration)], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
      // Not in our process group's way: Ctrl-C in a terminal must reach the server alone, which then stops it.
      detached: true,
    });
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    this.#collect(child);
    let gone = false;
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => this.#lines.push(reasonOf(error)));
      child.once('close', () => {
        gone = true;
        resolve();
      });
    });
    const deadline = Date.now() + this.#options.startTimeout;
    while (!(await this.#answers())) {
      if (gone || Date.now() > deadline || !this.#isStarting) {
        child.kill('SIGKILL');
        await this.#exited;
        this.#port = 0;
        throw this.#failure();
      }
      await sleep(25);
    }
    void this.#exited.then(() => this.#onExit(child));
  }

  #arguments(configuration: string): string[] {
    return [
      `--path=${this.#options.path}`,
      `--config-file=${configuration}`,
      '--listen_host=127.0.0.1',
      `--http_port=${this.#port}`,
      '--input-format=LineAsString',
      '--structure=line String',
      '--query=SYSTEM START LISTEN HTTP; SELECT * FROM table FORMAT Null',
    ];
  }

  #collect(child: ChildProcess): void {
    let rest = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-4096);
      for (const line of lines) {
        this.#lines.push(line);
        this.#options.onLine(line);
      }
      if (this.#lines.length > KEPT_LINES) this.#lines.splice(0, this.#lines.length - KEPT_LINES);
    });
  }

  /** Whether *our* engine answers: another program on the same port does not know the password. */
  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#url}/?query=SELECT%201`, {
        headers: {
          'X-ClickHouse-User': ENGINE_USER,
          'X-ClickHouse-Key': this.#secrets.password,
          Connection: 'close',
        },
        signal: AbortSignal.timeout(2_000),
      });
      return (await response.text()).trim() === '1';
    } catch {
      return false;
    }
  }

  /** A lock that a killed predecessor still holds, or a port that somebody took just after it was free. */
  #mayPass(): boolean {
    return this.#isLocked() || this.#lines.some((line) => line.includes('Address already in use'));
  }

  #isLocked(): boolean {
    return this.#lines.some((line) => LOCKED.test(line));
  }

  #failure(): LogboomError {
    if (this.#isLocked())
      return new LogboomError('LB_DATA_LOCKED', { path: this.#options.path, pid: 'unknown' });
    const reason =
      this.#lines
        .filter((line) => line.trim() !== '')
        .slice(-3)
        .join(' | ') || 'it ended without a word';
    return new LogboomError('LB_ENGINE_FAILED', { reason });
  }

  async #onExit(child: ChildProcess): Promise<void> {
    if (child !== this.#child || this.state === 'stopping' || this.state === 'stopped') return;
    let backoff = 50;
    let reason = `the engine ended (${child.signalCode ?? child.exitCode})`;
    for (;;) {
      this.#setState('restarting', reason);
      await sleep(backoff);
      if (this.state !== 'restarting') return;
      backoff = Math.min(backoff * 2, BACKOFF_MAX_MS);
      try {
        await this.#launch();
        this.restarts++;
        return this.#setState('running');
      } catch (error) {
        if (!this.#isStarting) return;
        reason = reasonOf(error);
      }
    }
  }

  #setState(state: EngineState, reason?: string): void {
    // Once stopping has begun nothing but its end follows.
    if (this.state === 'stopping' && state !== 'stopped') return;
    this.state = state;
    this.emit('state', state, reason);
  }
}
