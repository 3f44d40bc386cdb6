import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from '../spool/segment.ts';

/**
 * Errors of the engine that are about the bytes of a block, and come again with every try. Errors of load, rights,
 * disks and missing tables are none of them: those pass, or someone mends them.
 */
const FOR_GOOD: ReadonlySet<string> = new Set([
  '6', // CANNOT_PARSE_TEXT
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '32', // ATTEMPT_TO_READ_AFTER_EOF
  '33', // CANNOT_READ_ALL_DATA
  '36', // BAD_ARGUMENTS
  '44', // ILLEGAL_COLUMN
  '50', // UNKNOWN_TYPE
  '53', // TYPE_MISMATCH
  '62', // SYNTAX_ERROR, of a column's type
  '69', // ARGUMENT_OUT_OF_BOUND
  '70', // CANNOT_CONVERT_TYPE
  '117', // INCORRECT_DATA
  '128', // TOO_LARGE_ARRAY_SIZE
  '131', // TOO_LARGE_STRING_SIZE
  '321', // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  '349', // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  '407', // DECIMAL_OVERFLOW
  '469', // VIOLATED_CONSTRAINT
]);

/** Whether the engine will refuse the same block again, whenever it is sent. */
export function isRefusedForGood(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FOR_GOOD.has(String(error.code));
}

/** A block that the store refuses for good, and where it belongs. */
export interface RefusedBlock {
  /** The deduplication token of its insert, which names its file too. */
  token: string;
  table: string;
  rows: number;
  reason: string;
  /** In ClickHouse's Native format. */
  block: Buffer;
}

const SUFFIX = '.native';

/**
 * `DATA/refused/`: blocks that the store refused for good, one file each, so that nothing acknowledged is lost and
 * the others go on. `TOKEN.native` is the block as it was sent, `TOKEN.json` says why it is there.
 */
export class RefusedBlocks {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Durable when this returns. @returns the file; undefined when the block was kept before */
  async keep({ block, ...about }: RefusedBlock): Promise<string | undefined> {
    await mkdir(this.#path, { recursive: true });
    const file = this.#file(about.token);
    if ((await this.tokens()).includes(about.token)) return undefined;
    await this.#write(`${file}.json`, `${JSON.stringify(about)}\n`);
    await this.#write(`${file}${SUFFIX}`, block);
    await syncDirectory(this.#path);
    return `${file}${SUFFIX}`;
  }

  /** The tokens of what is kept. */
  async tokens(): Promise<string[]> {
    const names = await readdir(this.#path).catch((): string[] => []);
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
  }

  async read(token: string): Promise<RefusedBlock> {
    const about = JSON.parse(await readFile(`${this.#file(token)}.json`, 'utf8')) as Omit<
      RefusedBlock,
      'block'
    >;
    return { ...about, block: await readFile(`${this.#file(token)}${SUFFIX}`) };
  }

  async remove(token: string): Promise<void> {
    await unlink(`${this.#file(token)}${SUFFIX}`);
    await unlink(`${this.#file(token)}.json`);
  }

  #file(token: string): string {
    return join(this.#path, token);
  }

  async #write(path: string, data: string | Buffer): Promise<void> {
    const handle = await open(`${path}.new`, 'w');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${path}.new`, path);
  }
}
