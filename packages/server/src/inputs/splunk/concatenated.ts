import { LogboomError } from '@logboom/core';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Cuts concatenated JSON objects, with blanks, line ends or commas between them or nothing at all, and calls
 * `object` with the bytes of each.
 *
 * @throws LogboomError LB_BODY_INVALID at what is no object, or one that does not end
 */
export function cutObjects(bytes: Buffer, object: (bytes: Buffer) => void): void {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (depth === 0) {
      if (byte <= 32 || byte === 0x2c) continue;
      if (byte !== OPEN)
        throw new LogboomError('LB_BODY_INVALID', { reason: `no JSON object at byte ${at}` });
      start = at;
      depth = 1;
    } else if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) object(bytes.subarray(start, at + 1));
  }
  if (depth > 0) throw new LogboomError('LB_BODY_INVALID', { reason: 'the last JSON object does not end' });
}

/** The place of the quote that ends a text. */
function endOfText(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(QUOTE, start + 1); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return bytes.length;
}
