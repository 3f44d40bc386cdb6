import { writeSync } from 'node:fs';

/** Milliseconds between tries when a pipe is full. */
const WAIT = 1;
const cell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes all of a text now. A pipe that is full is waited for, as a blocking write would.
 *
 * @throws what node:fs throws: ENOSPC, EPIPE, EBADF ...
 */
export function writeFully(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(cell, 0, 0, WAIT);
    }
  }
}
