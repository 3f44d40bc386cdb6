import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `DATA/server.json`: how to reach the server that runs on a data directory. */
export interface ServerFile {
  pid: number;
  version: string;
  /** Configuration key of each listener (`http`, `inputs.lines.tcp`) → `host:port`. */
  addresses: Record<string, string>;
}

const path = (directory: string): string => join(directory, 'server.json');

/** Written in one step: a reader sees all of it or nothing. */
export async function writeServerFile(directory: string, file: ServerFile): Promise<void> {
  const temporary = `${path(directory)}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(file, null, 2)}\n`);
  await rename(temporary, path(directory));
}

/** The file of a running or a killed server; undefined where none is. */
export async function readServerFile(directory: string): Promise<ServerFile | undefined> {
  try {
    return JSON.parse(await readFile(path(directory), 'utf8')) as ServerFile;
  } catch {
    return undefined;
  }
}

export async function removeServerFile(directory: string): Promise<void> {
  await unlink(path(directory)).catch(() => undefined);
}
