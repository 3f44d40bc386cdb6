import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LogboomError } from '@logboom/core';

/** Longer socket paths are refused by the system. */
const PATH_MAX = 100;
/** How long the holder of a lock may take to tell its process id. */
const ANSWER_MS = 2_000;

/**
 * Holds a data directory for one server: a Unix socket in it, which dies with its process, so that no
 * stale lock is ever left. Whoever connects is told the process id of the holder.
 */
export class DataLock {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws LogboomError LB_DATA_LOCKED when another server holds the directory */
  static async acquire(directory: string): Promise<DataLock> {
    await mkdir(directory, { recursive: true });
    const path = socketPath(directory);
    for (let attempt = 0; ; attempt++) {
      try {
        return new DataLock(await hold(path));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
        const pid = await holder(path);
        if (pid !== undefined || attempt >= 3) {
          throw new LogboomError(
            'LB_DATA_LOCKED',
            { path: directory, pid: pid ?? 'unknown' },
            { cause: error },
          );
        }
        // Nobody answers: its process is gone.
        await unlink(path).catch(() => undefined);
      }
    }
  }

  async release(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}

function socketPath(directory: string): string {
  const path = join(resolve(directory), 'lock');
  if (path.length <= PATH_MAX) return path;
  const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return join(tmpdir(), `logboom-${name}.lock`);
}

async function hold(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(String(process.pid));
  });
  server.listen(path);
  await once(server, 'listening');
  server.unref();
  return server;
}

/** The process id that the holder tells; undefined when nobody listens any more. */
async function holder(path: string): Promise<string | undefined> {
  const socket = connect(path);
  let text: string | undefined;
  try {
    await once(socket, 'connect');
    text = '';
    // A holder that is stopped (SIGSTOP) lives, but says nothing.
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    for await (const chunk of socket) text += String(chunk);
  } catch {
    // Refused: its process is gone. Broken off: it held the lock a moment ago.
  } finally {
    socket.destroy();
  }
  return text === '' ? 'unknown' : text;
}
