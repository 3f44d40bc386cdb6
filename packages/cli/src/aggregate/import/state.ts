import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../read/files.ts';
import type { Plan } from '../read/inspect.ts';
import type { Part } from '../read/read.ts';
import { isSeekable } from '../read/stream.ts';

/** So much of a file's beginning tells whether it is still the same file. */
const HEAD_BYTES = 4096;

/** The first line of a state file. */
interface Identity {
  version: 1;
  path: string;
  device: number;
  inode: number;
  /** SHA-256 of the first `headBytes` bytes. */
  head: string;
  headBytes: number;
  size: number;
  /** Part of every key, so that an import that is wanted anew is one. */
  import: string;
}

type Entry = { plan: Part } | { done: Part } | { complete: true };

/**
 * What was imported of one file: `DATA/imports/NAME.jsonl`. A part is written here before it is sent, and once
 * it is acknowledged; so a part that was cut off is sent again with the same bounds and under the same key.
 */
export class ImportState {
  readonly #handle: FileHandle;
  readonly #identity: Identity;
  readonly #planned: Map<number, Part>;
  readonly #done: Set<number>;
  /** Bytes of the file that are stored, where parts are counted in bytes. */
  readonly doneBytes: number;
  /** Whether all of a file was stored that can only be read from its beginning. */
  isComplete: boolean;
  /** Entries are written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, identity: Identity, entries: Entry[]) {
    this.#handle = handle;
    this.#identity = identity;
    this.#planned = new Map(
      entries.flatMap((entry) => ('plan' in entry ? [[entry.plan.start, entry.plan]] : [])),
    );
    const done = entries.flatMap((entry) => ('done' in entry ? [entry.done] : []));
    this.#done = new Set(done.map(({ start }) => start));
    this.doneBytes = done.reduce((sum, { start, end }) => sum + end - start, 0);
    this.isComplete = entries.some((entry) => 'complete' in entry);
  }

  /** @param target what is imported into: the same file goes to each target once */
  static async open(directory: string, target: string, plan: Plan, again: boolean): Promise<ImportState> {
    await mkdir(directory, { recursive: true });
    const name = digest(`${target}\n${plan.device}:${plan.inode}`);
    const path = join(directory, `${name}.jsonl`);
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    const known = parse<Identity>(lines[0]);
    const entries = lines.slice(1).flatMap((line) => parse<Entry>(line) ?? []);
    const isSame = known !== undefined && !again && (await isSameFile(known, plan, entries));
    if (isSame) return new ImportState(await open(path, 'a'), known, entries);
    const identity = await identityOf(plan);
    const temporary = `${path}.new`;
    const handle = await open(temporary, 'w');
    await handle.writeFile(`${JSON.stringify(identity)}\n`);
    await handle.sync();
    await handle.close();
    await rename(temporary, path);
    return new ImportState(await open(path, 'a'), identity, []);
  }

  /** Parts that were planned and are not known to be stored, in order. */
  get open(): Part[] {
    return [...this.#planned.values()]
      .filter(({ start }) => !this.#done.has(start))
      .sort((a, b) => a.start - b.start);
  }

  /** Whether a part that begins here is stored. */
  isDone(start: number): boolean {
    return this.#done.has(start);
  }

  /** The last part that was planned. */
  get last(): Part | undefined {
    let last: Part | undefined;
    for (const part of this.#planned.values()) if (last === undefined || part.start > last.start) last = part;
    return last;
  }

  /** The key of a part: the same whenever and however often it is sent. */
  keyOf({ start, end }: Part): string {
    return `import-${this.#identity.import}-${start}-${end}`;
  }

  /** On disk when this returns. */
  async plan(part: Part): Promise<void> {
    this.#planned.set(part.start, part);
    await this.#write({ plan: part });
    await this.#handle.datasync();
  }

  /** Need not be on disk: at worst the part is sent once more, under the same key. */
  async done(part: Part): Promise<void> {
    this.#done.add(part.start);
    await this.#write({ done: part });
  }

  async complete(): Promise<void> {
    this.isComplete = true;
    await this.#write({ complete: true });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  #write(entry: Entry): Promise<void> {
    this.#writing = this.#writing.then(() => this.#handle.appendFile(`${JSON.stringify(entry)}\n`));
    return this.#writing;
  }
}

/** A last line may be torn. */
function parse<Value>(line: string | undefined): Value | undefined {
  try {
    return JSON.parse(line ?? '') as Value;
  } catch {
    return undefined;
  }
}

async function identityOf({ path, device, inode, size }: Plan): Promise<Identity> {
  const headBytes = Math.min(size, HEAD_BYTES);
  const head = await headOf(path, headBytes);
  return { version: 1, path, device, inode, head, headBytes, size, import: randomUUID() };
}

/** A file may have grown; what was read of it must not have changed. */
async function isSameFile(known: Identity, plan: Plan, entries: Entry[]): Promise<boolean> {
  const { path, size } = plan;
  // What is compressed does not grow: of another size, it is another file.
  if (!isSeekable(plan) && size !== known.size) return false;
  const read = entries.reduce((most, entry) => Math.max(most, 'plan' in entry ? entry.plan.start : 0), 0);
  if (known.version !== 1 || size < known.headBytes || size < read) return false;
  return (await headOf(path, known.headBytes)) === known.head;
}

async function headOf(path: string, bytes: number): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, bytes, 0);
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await handle.close();
  }
}
