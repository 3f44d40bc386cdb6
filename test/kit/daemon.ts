import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from './poll.ts';

const KEPT_OUTPUT = 16 * 1024;

/** A program that runs until the end of the scope: `await using server = Daemon.start('redis-server', [...])`. */
export class Daemon {
  readonly child: ChildProcess;
  /** What it wrote, the end of it. */
  output = '';
  readonly #end = (): boolean => this.child.kill('SIGKILL');

  private constructor(child: ChildProcess) {
    this.child = child;
    const keep = (text: string): void => {
      this.output = (this.output + text).slice(-KEPT_OUTPUT);
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => keep(String(error)));
    process.once('exit', this.#end);
    child.once('exit', () => process.off('exit', this.#end));
  }

  static start(program: string, args: string[], options: SpawnOptions = {}): Daemon {
    return new Daemon(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }));
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await within(`the end of ${this.child.spawnfile}`, 10_000, exit).catch(async () => {
      this.child.kill('SIGKILL');
      await exit;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to standard output
 * @throws Error with what it wrote to standard error, when it fails
 */
export async function runProgram(
  program: string,
  args: string[],
  { input = '', ...options }: SpawnOptions & { input?: string } = {},
): Promise<string> {
  const child = spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors}`);
  return output;
}
