import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { type Compression, decompress } from './compression.ts';
import type { Encoding } from './inspect.ts';
import { JsonElements } from './json-elements.ts';
import { BLOCK_BYTES } from './limits.ts';
import { openPipe } from './pipes.ts';

/** How records stand in a file: in lines, or as JSON whose objects are no lines. */
export type Layout = 'lines' | 'json-elements';

export interface Stored {
  path: string;
  inode: number;
  size: number;
  isPipe: boolean;
  compression: Compression;
  encoding: Encoding;
  layout: Layout;
}

/** The decompressed bytes of a file. */
export function openStream({
  path,
  isPipe,
  compression,
}: Omit<Stored, 'encoding' | 'layout'>): AsyncIterable<Buffer> {
  const source = isPipe ? openPipe(path) : createReadStream(path, { highWaterMark: BLOCK_BYTES });
  return decompress(source, compression);
}

/** Whether parts of a file can be read by themselves. */
export function isSeekable({ isPipe, compression, encoding, layout }: Stored): boolean {
  return !isPipe && compression === 'none' && encoding === 'utf-8' && layout === 'lines';
}

/**
 * The bytes of a part of a file, as UTF-8. A chunk is valid until the next one is asked for.
 *
 * @param end where the part ends; infinity reads on to the end of the file
 */
export async function* readRange(file: Stored, start: number, end: number): AsyncGenerator<Buffer> {
  if (isSeekable(file)) yield* readDirectly(file, start, end);
  else yield* readLines(file);
}

/** All of a file as lines of UTF-8, from its beginning. */
export async function* readLines(file: Stored): AsyncGenerator<Buffer> {
  const decoder = file.encoding === 'utf-8' ? undefined : new TextDecoder(file.encoding);
  const elements = file.layout === 'lines' ? undefined : new JsonElements();
  for await (const chunk of openStream(file)) {
    const bytes = decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
    yield elements?.push(bytes) ?? bytes;
  }
}

/** Synchronous on purpose: this runs in a worker thread that has nothing else to do. */
function* readDirectly({ path, inode, size }: Stored, start: number, end: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  const descriptor = openSync(path, 'r');
  try {
    if (fstatSync(descriptor).ino !== inode) {
      throw new Error('another file has its name since reading began: read both, under their new names');
    }
    for (let at = start; at < end; ) {
      const wanted = Math.min(BLOCK_BYTES, end - at);
      const length = readSync(descriptor, buffer, 0, wanted, at);
      if (length === 0) {
        if (at < Math.min(end, size)) throw new Error('it became shorter while it was read');
        return;
      }
      at += length;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
