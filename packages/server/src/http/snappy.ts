import { LogboomError } from '@logboom/core';

/** No three bytes of a block say more than 64 bytes: what claims more is a bomb. */
const EXPANSION_MAX = 64;

/**
 * Decompresses a block of Snappy (github.com/google/snappy, format_description.txt). The length that it claims is
 * checked against the limit and against what its bytes could say before anything is allocated, and the block must
 * have exactly that length.
 *
 * @throws LogboomError LB_BATCH_TOO_LARGE, LB_BODY_INVALID
 */
export function uncompressSnappy(block: Buffer, limit: number): Buffer {
  const claim = readLength(block);
  if (claim.length > limit) throw new LogboomError('LB_BATCH_TOO_LARGE', { limit });
  if (claim.length > (block.length - claim.at) * EXPANSION_MAX)
    throw invalid('it claims more than it can hold');
  const out = Buffer.allocUnsafe(claim.length);
  let at = claim.at;
  let end = 0;
  while (at < block.length) {
    const tag = block[at++]!;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const bytes = length - 59;
        if (at + bytes > block.length) throw invalid('it is cut off');
        length = block.readUIntLE(at, bytes);
        at += bytes;
      }
      length++;
      if (at + length > block.length || end + length > out.length) throw invalid('a literal is too long');
      block.copy(out, end, at, at + length);
      at += length;
      end += length;
      continue;
    }
    const bytes = OFFSET_BYTES[tag & 3]!;
    if (at + bytes > block.length) throw invalid('it is cut off');
    const length = (tag & 3) === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = (tag & 3) === 1 ? ((tag >> 5) << 8) | block[at]! : block.readUIntLE(at, bytes);
    at += bytes;
    if (offset === 0 || offset > end || end + length > out.length) throw invalid('a copy is out of bounds');
    copyWithin(out, end, offset, length);
    end += length;
  }
  if (end !== out.length) throw invalid('it is shorter than it claims');
  return out;
}

const OFFSET_BYTES = [0, 1, 2, 4];

/** A copy may reach into what it writes: then its bytes repeat. */
function copyWithin(out: Buffer, end: number, offset: number, length: number): void {
  if (offset >= length) {
    out.copyWithin(end, end - offset, end - offset + length);
    return;
  }
  for (let i = 0; i < length; i++) out[end + i] = out[end + i - offset]!;
}

function readLength(block: Buffer): { length: number; at: number } {
  let length = 0;
  let scale = 1;
  for (let at = 0; at < Math.min(5, block.length); at++) {
    const byte = block[at]!;
    length += (byte & 127) * scale;
    if (byte < 128) return { length, at: at + 1 };
    scale *= 128;
  }
  throw invalid('it has no length');
}

function invalid(reason: string): LogboomError {
  return new LogboomError('LB_BODY_INVALID', { reason: `malformed Snappy: ${reason}` });
}
