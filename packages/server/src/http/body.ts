import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { LogboomError, reasonOf } from '@logboom/core';

/**
 * The body of a request, decompressed, with a bound on what comes out of it: `for await` over its chunks.
 *
 * @param encoding another than the request says, where the protocol decompresses itself
 */
export async function* readBody(
  request: IncomingMessage,
  limit: number,
  encoding = request.headers['content-encoding'],
): AsyncGenerator<Buffer> {
  const source = decompress(request, encoding);
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit });
      yield chunk;
    }
  } catch (cause) {
    if (LogboomError.is(cause)) throw cause;
    throw new LogboomError('LB_BODY_INVALID', { reason: reasonOf(cause) }, { cause });
  } finally {
    if (source !== request) source.destroy();
  }
}

/** The whole body, for protocols whose decoder needs it in one piece. */
export async function readWholeBody(
  request: IncomingMessage,
  limit: number,
  encoding?: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBody(request, limit, encoding)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decompress(request: IncomingMessage, encoding = 'identity'): Readable {
  const decoder = decoderOf(encoding.trim().toLowerCase());
  if (decoder === undefined) return request;
  request.once('error', (error) => decoder.destroy(error));
  request.once('aborted', () => decoder.destroy(new Error('the sender went away')));
  return request.pipe(decoder);
}

function decoderOf(encoding: string): (Readable & NodeJS.WritableStream) | undefined {
  switch (encoding) {
    case 'identity':
    case '':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'deflate-raw':
      return createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new LogboomError('LB_ENCODING_UNKNOWN', { encoding });
  }
}
