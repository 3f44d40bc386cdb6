import { gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { LogboomError, reasonOf } from '@logboom/core';

const ZSTD = 0xfd2fb528;

/**
 * A datagram's payload, decompressed where its first bytes say gzip, zlib or Zstandard.
 *
 * @param limit how many bytes may come out of it
 * @throws LogboomError LB_RECORD_TOO_LARGE, LB_FRAME_INVALID
 */
export function inflatePayload(bytes: Buffer, limit: number): Buffer {
  const decompress = decompressorOf(bytes);
  if (decompress === undefined) return bytes;
  try {
    return decompress(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError || (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new LogboomError('LB_RECORD_TOO_LARGE', { bytes: `more than ${limit}`, limit }, { cause });
    }
    const reason = `it cannot be decompressed: ${reasonOf(cause)}`;
    throw new LogboomError('LB_FRAME_INVALID', { reason }, { cause });
  }
}

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

function decompressorOf(bytes: Buffer): Decompress | undefined {
  if (bytes.length < 4) return undefined;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync;
  // RFC 1950: the method is 8 and the first two bytes are a multiple of 31.
  if ((bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0) return inflateSync;
  return bytes.readUInt32LE(0) === ZSTD ? zstdDecompressSync : undefined;
}
