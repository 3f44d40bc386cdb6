import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a load generator of this folder in a process of its own, and gives what it prints. */
export async function runLoad<Result>(name: string, argument: object): Promise<Result> {
  const path = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=logboom-source', path, JSON.stringify(argument)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Result;
}
