import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

interface Pipe {
  stream: Readable;
  /** What was looked at already. */
  head: Buffer[];
}

const pipes = new Map<string, Pipe>();

function pipeAt(path: string): Pipe {
  let pipe = pipes.get(path);
  if (pipe === undefined) {
    pipe = { stream: path === '-' ? process.stdin : createReadStream(path), head: [] };
    pipes.set(path, pipe);
  }
  return pipe;
}

/** All bytes of a pipe (`-` is standard input), those that were looked at too. */
export function openPipe(path: string): Readable {
  const { stream, head } = pipeAt(path);
  return Readable.from(joined(head, stream));
}

async function* joined(head: Buffer[], stream: Readable): AsyncGenerator<Buffer> {
  yield* head;
  if (!stream.readableEnded) yield* stream;
}

/** Looks at the beginning of a pipe: so many bytes, or what comes before it falls silent. */
export async function peek(path: string, bytes: number, patienceMs = 300): Promise<Buffer> {
  const { stream, head } = pipeAt(path);
  let size = head.reduce((sum, chunk) => sum + chunk.length, 0);
  while (size < bytes) {
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) {
      head.push(chunk);
      size += chunk.length;
      continue;
    }
    if (stream.readableEnded || stream.destroyed) break;
    if (!(await readableWithin(stream, size === 0 ? undefined : patienceMs))) break;
  }
  return Buffer.concat(head);
}

function readableWithin(stream: Readable, patienceMs: number | undefined): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const answer = (value: boolean) => (): void => {
    clearTimeout(timer);
    for (const [event, listener] of listeners) stream.off(event, listener);
    resolve(value);
  };
  const listeners = [
    ['readable', answer(true)],
    ['end', answer(false)],
    ['error', answer(false)],
  ] as const;
  for (const [event, listener] of listeners) stream.on(event, listener);
  const timer = patienceMs === undefined ? undefined : setTimeout(answer(false), patienceMs);
  return promise;
}
