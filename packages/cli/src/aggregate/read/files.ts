import { createHash } from 'node:crypto';
import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '@logboom/core';

/** A file, or standard input, before it was looked into. */
export interface SourceFile {
  /** As the user named it; `-` is standard input. */
  path: string;
  size: number;
  /** Last change, in ms since 1970. */
  changed: number;
  device: number;
  inode: number;
  /** It is a pipe: it can be read once, and not in parts. */
  isPipe: boolean;
}

export interface FoundFiles {
  files: SourceFile[];
  /** What was named and cannot be read, with the reason. */
  problems: { path: string; reason: string }[];
}

/** Turns what a user names (files, directories, globs, `-`) into files, each once, in order of their names. */
export async function findFiles(names: readonly string[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], problems: [] };
  const seen = new Set<string>();
  for (const name of names) {
    if (name === '-') found.files.push(standardInput());
    else await addNamed(name, found, seen);
  }
  return found;
}

function standardInput(): SourceFile {
  return { path: '-', size: 0, changed: Date.now(), device: 0, inode: 0, isPipe: true };
}

async function addNamed(name: string, found: FoundFiles, seen: Set<string>): Promise<void> {
  const paths = await pathsOf(name);
  if (paths.length === 0) found.problems.push({ path: name, reason: 'no such file' });
  for (const path of paths) {
    try {
      const status = await stat(path);
      if (status.isDirectory()) {
        for (const entry of await filesBelow(path)) await addPath(entry, found, seen);
      } else await addPath(path, found, seen);
    } catch (error) {
      found.problems.push({ path, reason: plainReason(error) });
    }
  }
}

/** A name that exists is meant as it is, also with a star in it. */
async function pathsOf(name: string): Promise<string[]> {
  const exists = await stat(name).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
  if (exists) return [name];
  if (!/[*?[{]/.test(name)) return [];
  return (await Array.fromAsync(glob(name))).sort();
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function addPath(path: string, found: FoundFiles, seen: Set<string>): Promise<void> {
  const status = await stat(path);
  const identity = `${status.dev}:${status.ino}`;
  if (seen.has(identity)) return;
  seen.add(identity);
  // Sockets and devices are named on purpose or not at all; a FIFO (`<(command)`) is read like standard input.
  if (!status.isFile() && !status.isFIFO()) {
    found.problems.push({ path, reason: 'not a file' });
    return;
  }
  found.files.push({
    path,
    size: status.isFIFO() ? 0 : status.size,
    changed: status.mtimeMs,
    device: status.dev,
    inode: status.ino,
    isPipe: status.isFIFO(),
  });
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The reason without the system call's name and the path. */
export function plainReason(error: unknown): string {
  if (isMissing(error)) return 'no such file';
  if (error instanceof Error && 'code' in error && error.code === 'EACCES') return 'permission denied';
  return reasonOf(error);
}

/** A short name made of some bytes or text. */
export function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 24);
}
