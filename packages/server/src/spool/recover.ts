import { readFile } from 'node:fs/promises';
import type { FrameMeta } from './frame.ts';
import { decodeFrame, findFrame } from './frame.ts';
import { SEGMENT_START, segmentPath, segmentSequence } from './segment.ts';

/** What a segment was found to hold. */
export interface Recovered {
  number: number;
  /** Whether it was ever used: its header is made durable before the first frame is written. */
  isBegun: boolean;
  /** Where its good frames end. */
  end: number;
  /** The number that the next row gets. */
  sequence: number;
  /** Bytes that could not be read: a torn tail, or damage. */
  lost: number;
  metas: FrameMeta[];
}

/** Reads a segment, checking every checksum. */
export async function recoverSegment(directory: string, number: number): Promise<Recovered> {
  const bytes = await readFile(segmentPath(directory, number));
  const found: Recovered = {
    number,
    end: SEGMENT_START,
    sequence: segmentSequence(bytes) ?? 0,
    lost: 0,
    metas: [],
    isBegun: true,
  };
  let at = SEGMENT_START;
  while (at < bytes.length) {
    const next = decodeFrame(bytes, at, true);
    if (next === undefined) {
      const good = findFrame(bytes, at + 1);
      found.lost += (good === -1 ? bytes.length : good) - at;
      if (good === -1) break;
      at = good;
      continue;
    }
    const { meta, rows } = next.frame;
    found.metas.push(meta);
    found.sequence = Math.max(found.sequence, meta.sequence + rows);
    found.end = next.end;
    at = next.end;
  }
  found.isBegun = found.metas.length > 0 || segmentSequence(bytes) !== undefined;
  return found;
}
