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
      if (status.isDirectory()) await addBelow(path, found, seen);
      else await addPath(path, found, seen);
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

/** All files below a directory, those that links lead to as well; files under their own names come first. */
async function addBelow(directory: string, found: FoundFiles, seen: Set<string>): Promise<void> {
  const below: FoundFiles = { files: [], problems: found.problems };
  const directories = [directory];
  const links: string[] = [];
  for (;;) {
    // Links come last, and each directory once: so links in a circle end.
    const next = directories.shift();
    const link = next === undefined ? links.shift() : undefined;
    if (next !== undefined) await addEntries(next, directories, links, below, seen);
    else if (link !== undefined) await addLink(link, directories, below, seen);
    else break;
  }
  found.files.push(...below.files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

async function addEntries(
  directory: string,
  directories: string[],
  links: string[],
  found: FoundFiles,
  seen: Set<string>,
): Promise<void> {
  try {
    if (!(await isNew(directory, seen))) return;
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) directories.push(path);
      else if (entry.isFile()) await addPath(path, found, seen);
      else if (entry.isSymbolicLink()) links.push(path);
    }
  } catch (error) {
    found.problems.push({ path: directory, reason: plainReason(error) });
  }
}

async function addLink(
  path: string,
  directories: string[],
  found: FoundFiles,
  seen: Set<string>,
): Promise<void> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) directories.push(path);
    else if (status.isFile()) await addPath(path, found, seen);
  } catch (error) {
    found.problems.push({ path, reason: `a link that leads nowhere: ${plainReason(error)}` });
  }
}

async function isNew(path: string, seen: Set<string>): Promise<boolean> {
  const { dev, ino } = await stat(path);
  const identity = `${dev}:${ino}`;
  if (seen.has(identity)) return false;
  seen.add(identity);
  return true;
}

async function addPath(path: string, found: FoundFiles, seen: Set<string>): Promise<void> {
  const status = await stat(path);
  if (!(await isNew(path, seen))) return;
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

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  ELOOP: 'links that lead in a circle',
};

/** The reason without the system call's name and the path. */
export function plainReason(error: unknown): string {
  return REASONS[String(codeOf(error))] ?? reasonOf(error);
}

/** A short name made of some bytes or text. */
export function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 24);
}
