import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { LogboomError, reasonOf } from '@logboom/core';

const METHODS = new Map([
  ['gzip', promisify(gunzip) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>],
  [
    'zstd',
    promisify(zstdDecompress) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
  ],
]);

/**
 * Decompresses the entries of a message, off the main thread.
 *
 * @param limit how many bytes may come out of it
 * @throws LogboomError LB_BATCH_TOO_LARGE, LB_FRAME_INVALID
 */
export async function decompressEntries(bytes: Buffer, method: string, limit: number): Promise<Buffer> {
  const decompress = METHODS.get(method);
  if (decompress === undefined) {
    throw new LogboomError('LB_FRAME_INVALID', {
      reason: `compression '${method}' is not known; use gzip or zstd`,
    });
  }
  try {
    return await decompress(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit }, { cause });
    const reason = `entries cannot be decompressed: ${reasonOf(cause)}`;
    throw new LogboomError('LB_FRAME_INVALID', { reason }, { cause });
  }
}
