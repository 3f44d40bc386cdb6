import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The owner of a lane, as its lock file says. */
interface Owner {
  pid: number;
  /** When the process began, as the system counts; tells a process from a later one with the same id. */
  start: string;
  host: string;
}

/** How often an owner shows that it lives, and after how long another host takes it for dead (ms). */
const BEAT = 10_000;
const DEAD = 60_000;
/** A lock that is just being written has no content yet. */
const FRESH = 5_000;

let counter = 0;

/**
 * Says which process owns a lane. A lock outlives its process when that is killed, so a lock is judged: by
 * whether the process lives on this host, by its last beat on another one.
 */
export class LaneLock {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string) {
    this.#path = path;
    this.#timer = setInterval(() => this.#beat(), BEAT);
    this.#timer.unref();
  }

  /** Takes a lock, also one whose owner is dead. `undefined` when somebody lives who has it. */
  static take(path: string): LaneLock | undefined {
    const before = contentOf(path);
    if (before !== undefined && (isHeld(path, before) || !removeStale(path, before))) return undefined;
    const temporary = `${path}.${process.pid}.${counter++}`;
    try {
      writeFileSync(temporary, JSON.stringify(self()));
      linkSync(temporary, path);
      return new LaneLock(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  release(): void {
    clearInterval(this.#timer);
    rmSync(this.#path, { force: true });
  }

  #beat(): void {
    try {
      const now = new Date();
      utimesSync(this.#path, now, now);
    } catch {
      // Whoever removed the file has nothing to be told.
    }
  }
}

function self(): Owner {
  return { pid: process.pid, start: startOf(process.pid), host: hostname() };
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isHeld(path: string, content: string): boolean {
  const age = ageOf(path);
  let owner: Partial<Owner>;
  try {
    owner = JSON.parse(content) as Partial<Owner>;
  } catch {
    return age < FRESH;
  }
  if (owner.host !== hostname()) return age < DEAD;
  return typeof owner.pid === 'number' && isAlive(owner.pid) && startOf(owner.pid) === owner.start;
}

/** Between looking and removing, another process may have taken the lock: then it is put back. */
function removeStale(path: string, content: string): boolean {
  const aside = `${path}.${process.pid}.${counter++}`;
  try {
    renameSync(path, aside);
    if (contentOf(aside) === content) {
      rmSync(aside, { force: true });
      return true;
    }
    renameSync(aside, path);
  } catch {
    // Gone: another process was faster.
  }
  return false;
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of proc(5) `stat`; '' where there is no such file. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
