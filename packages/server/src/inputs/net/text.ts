import { isUtf8 } from 'node:buffer';

/** UTF-8's longest character has 4 bytes: so many at the end may be the rest of one that was cut. */
const CUT_MAX = 3;

/**
 * Text of bytes that should be UTF-8. Old senders write Latin-1: bytes that are no UTF-8 are read so, except
 * where only the last character was cut, as datagrams are.
 */
export function readText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  for (let cut = 1; cut <= CUT_MAX && cut < bytes.length; cut++) {
    if (isUtf8(bytes.subarray(0, -cut))) return bytes.toString();
  }
  return bytes.toString('latin1');
}
