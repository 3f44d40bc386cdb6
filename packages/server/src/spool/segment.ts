import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const HEADER = 32;
const MAGIC = 'LBSPOOL1';
const NAME = /^(\d{12})\.segment$/;

/** Where the first frame of a segment stands. */
export const SEGMENT_START = HEADER;

/** The file of a segment. */
export function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(12, '0')}.segment`);
}

/** The numbers of the segments in a directory, in order. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Makes a new segment that is on disk, with its name, when this returns. */
export async function createSegment(
  directory: string,
  number: number,
  sequence: number,
): Promise<FileHandle> {
  const path = segmentPath(directory, number);
  const handle = await open(path, 'wx+');
  const header = Buffer.alloc(HEADER);
  header.write(MAGIC, 0, 'latin1');
  header.writeBigUInt64LE(BigInt(sequence), 8);
  try {
    await writeAll(handle, [header], 0);
    await handle.sync();
    await syncDirectory(directory);
  } catch (error) {
    await handle.close();
    await unlink(path).catch(() => undefined);
    throw error;
  }
  return handle;
}

/** The number of the first row that a segment may hold; undefined if this is no segment. */
export function segmentSequence(bytes: Buffer): number | undefined {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== MAGIC) return undefined;
  return Number(bytes.readBigUInt64LE(8));
}

/** Writes all buffers at a place of a file: the system may write less at a time. */
export async function writeAll(handle: FileHandle, buffers: Buffer[], position: number): Promise<void> {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  let { bytesWritten } = await handle.writev(buffers, position);
  if (bytesWritten === total) return;
  const rest = Buffer.concat(buffers);
  while (bytesWritten < total) {
    const step = await handle.write(rest, bytesWritten, total - bytesWritten, position + bytesWritten);
    bytesWritten += step.bytesWritten;
  }
}

/** Makes the names in a directory durable. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
