import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = fileURLToPath(new URL('../../packages/cli/src/bin.ts', import.meta.url));

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Standard input. */
  input?: string | Buffer;
  /** The working directory. @default the repository */
  cwd?: string;
  /** Variables beside PATH, HOME and TZ. */
  env?: NodeJS.ProcessEnv;
}

/** Starts the command `logboom` as a child process. */
export function startCommand(
  args: readonly string[],
  { cwd = ROOT, env = {} }: CommandOptions = {},
): ChildProcess {
  return spawn(process.execPath, ['--conditions=logboom-source', BIN, ...args], {
    cwd,
    stdio: 'pipe',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ...env },
  });
}

/** Runs the command `logboom` to its end. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = startCommand(args, options);
  child.stdin!.on('error', () => undefined);
  child.stdin!.end(options.input ?? '');
  const [stdout, stderr] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
