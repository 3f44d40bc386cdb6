import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Moves the content of a file behind that of another, in pieces, and removes it. */
export function appendFile(source: string, destination: string): void {
  const from = openSync(source, 'r');
  const to = openSync(destination, 'a');
  try {
    const piece = Buffer.allocUnsafe(1_048_576);
    for (let read = readSync(from, piece); read > 0; read = readSync(from, piece)) {
      for (let at = 0; at < read; ) at += writeSync(to, piece, at, read - at);
    }
  } finally {
    closeSync(from);
    closeSync(to);
  }
  rmSync(source);
}
