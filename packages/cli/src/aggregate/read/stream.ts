import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { type Compression, decompress } from './compression.ts';
import type { Encoding } from './inspect.ts';
import { BLOCK_BYTES } from './limits.ts';
import { openPipe } from './pipes.ts';

export interface Stored {
  path: string;
  isPipe: boolean;
  compression: Compression;
}

/** The decompressed bytes of a file. */
export function openStream({ path, isPipe, compression }: Stored): AsyncIterable<Buffer> {
  const source = isPipe ? openPipe(path) : createReadStream(path, { highWaterMark: BLOCK_BYTES });
  return decompress(source, compression);
}

/** Whether parts of a file can be read by themselves. */
export function isSeekable({ isPipe, compression, encoding }: Stored & { encoding: Encoding }): boolean {
  return !isPipe && compression === 'none' && encoding === 'utf-8';
}

/**
 * The bytes of a part of a file, as UTF-8. A chunk is valid until the next one is asked for.
 *
 * @param end where the part ends; infinity reads on to the end of the file
 */
export async function* readRange(
  file: Stored & { encoding: Encoding },
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  if (isSeekable(file)) {
    yield* readDirectly(file.path, start, end);
    return;
  }
  const decoder = file.encoding === 'utf-8' ? undefined : new TextDecoder(file.encoding);
  for await (const chunk of openStream(file)) {
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/** Synchronous on purpose: this runs in a worker thread that has nothing else to do. */
function* readDirectly(path: string, start: number, end: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  const descriptor = openSync(path, 'r');
  try {
    for (let at = start; at < end; ) {
      const wanted = Math.min(BLOCK_BYTES, end - at);
      const length = readSync(descriptor, buffer, 0, wanted, at);
      if (length === 0) return;
      at += length;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
