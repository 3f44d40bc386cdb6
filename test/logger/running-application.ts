import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Task } from './application.ts';

const PATH = fileURLToPath(new URL('application.ts', import.meta.url));

/** An application of {@link Task} in a process of its own. */
export class RunningApplication {
  readonly child: ChildProcess;
  /** The last number whose call returned. */
  last = -1;
  errors = '';
  readonly ended: Promise<unknown>;
  #rest = '';

  constructor(task: Task) {
    this.child = spawn(process.execPath, ['--conditions=logboom-source', PATH, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    this.ended = once(this.child, 'close');
  }

  /** kill -9; what it had said until then is read. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const last = lines.at(-1);
    if (last !== undefined) this.last = Number(last);
  }
}
