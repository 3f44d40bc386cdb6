import { spawn } from 'node:child_process';
import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';
import { LogboomError, reasonOf } from '@logboom/core';

export type Compression = 'none' | 'gzip' | 'zstd' | 'brotli' | 'bzip2' | 'xz';

/** The first bytes tell, not the name: logs are renamed. */
const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

/** Brotli has no magic number: there the name must tell. */
export function compressionOf(head: Uint8Array, name: string): Compression {
  for (const [compression, magic] of MAGIC) {
    if (magic.every((byte, index) => head[index] === byte)) return compression;
  }
  return name.endsWith('.br') ? 'brotli' : 'none';
}

/** Decompresses a stream; its errors, and those of the source, say what to do. */
export function decompress(source: Readable, compression: Compression): Readable {
  switch (compression) {
    case 'none':
      return source;
    case 'gzip':
      return through(source, createGunzip());
    case 'zstd':
      return through(source, createZstdDecompress());
    case 'brotli':
      return through(source, createBrotliDecompress());
    default:
      return program(source, compression);
  }
}

function through(source: Readable, stage: Transform): Readable {
  return pipeline(source, stage, () => undefined);
}

/** bzip2 and xz come with the system, not with Node. */
function program(source: Readable, name: 'bzip2' | 'xz'): Readable {
  const child = spawn(name, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output = new PassThrough();
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(0, 500);
  });
  // A program that ends early closes its input; why it ended is told by its status.
  pipeline(source, child.stdin, () => undefined);
  child.stdout.pipe(output, { end: false });
  child.once('error', (cause) => output.destroy(missing(name, cause)));
  child.once('close', (code) => {
    if (code === 0) output.end();
    else output.destroy(new Error(words.trim() || `${name} ended with status ${code}`));
  });
  output.once('close', () => child.kill());
  return output;
}

function missing(name: string, cause: unknown): LogboomError {
  const reason = `it is compressed with ${name}, and the program ${name} could not be run (${reasonOf(cause)}); install it (Debian: ${name === 'xz' ? 'xz-utils' : name}), or decompress the file`;
  return new LogboomError('LB_FILE_UNREADABLE', { path: 'the file', reason }, { cause });
}
