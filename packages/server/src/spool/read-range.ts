import { type FileHandle, open } from 'node:fs/promises';
import { decodeFrame, FRAME_HEADER, type Frame, findFrame, isFrame } from './frame.ts';
import type { Range } from './progress.ts';

/** Frames of a segment, and where they end in it. */
export interface RangeRead {
  frames: Frame[];
  end: number;
}

/**
 * Reads whole frames of a range: up to about `maxBytes`, and at least one. Damage is passed over, as recovery does.
 *
 * @param options.verify whether checksums are looked at: of what this run wrote they are known
 */
export async function readRange(
  path: string,
  range: Range,
  { maxBytes, verify }: { maxBytes: number; verify: boolean },
): Promise<RangeRead> {
  const handle = await open(path, 'r');
  try {
    const length = Math.min(range.end - range.start, await wholeFrames(handle, range, maxBytes));
    const bytes = Buffer.allocUnsafeSlow(length);
    await handle.read(bytes, 0, length, range.start);
    return { frames: framesOf(bytes, verify), end: range.start + length };
  } finally {
    await handle.close();
  }
}

function framesOf(bytes: Buffer, verify: boolean): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const next = decodeFrame(bytes, at, verify);
    if (next === undefined) {
      const good = findFrame(bytes, at + 1);
      if (good === -1) break;
      at = good;
      continue;
    }
    frames.push(next.frame);
    at = next.end;
  }
  return frames;
}

/** How many bytes hold whole frames, up to about `maxBytes` and at least one frame. */
async function wholeFrames(handle: FileHandle, range: Range, maxBytes: number): Promise<number> {
  const total = range.end - range.start;
  if (total <= maxBytes) return total;
  const head = Buffer.allocUnsafe(FRAME_HEADER);
  let at = 0;
  while (at < total) {
    await handle.read(head, 0, FRAME_HEADER, range.start + at);
    if (!isFrame(head, 0)) return total;
    at += FRAME_HEADER + head.readUInt32LE(4);
    if (at >= maxBytes) return at;
  }
  return total;
}
