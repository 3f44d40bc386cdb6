import { crc32 } from 'node:zlib';

/**
 * A frame is one batch in a segment:
 *
 * | bytes | what |
 * |---|---|
 * | 4 | magic `LBF1` |
 * | 4 | length of meta and payload together, uint32 LE |
 * | 4 | CRC-32 of meta and payload |
 * | 4 | rows |
 * | 2 | length of meta |
 * | 2 | reserved, 0 |
 * | | meta: JSON, then payload: one block in ClickHouse's Native format |
 */
export const FRAME_HEADER = 20;
const MAGIC = 0x3146_424c;
/** No frame is longer; a length beyond it is damage. */
export const FRAME_MAX = 256 * 1024 * 1024;

/** What a frame says of its batch, besides the rows. */
export interface FrameMeta {
  /** The number of the first row. */
  sequence: number;
  /** When it was received, ms since 1970. */
  at: number;
  /** The table of the rows, where it is not that of the records. */
  table?: 'spans';
  /** The sender's key of the batch (`Idempotency-Key` and alike). */
  key?: string;
  /** What the sender was told: accepted and rejected rows. */
  accepted?: number;
  rejected?: number;
  /** A client that numbers its batches, and the number of the last one in this frame. */
  client?: string;
  number?: number;
}

export interface Frame {
  meta: FrameMeta;
  rows: number;
  payload: Buffer;
}

/** The header and meta of a frame; the payload follows them in the file. */
export function encodeFrame({ meta, rows, payload }: Frame): Buffer {
  const json = Buffer.from(JSON.stringify(meta));
  const head = Buffer.allocUnsafe(FRAME_HEADER + json.length);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(json.length + payload.length, 4);
  head.writeUInt32LE(crc32(payload, crc32(json)), 8);
  head.writeUInt32LE(rows, 12);
  head.writeUInt16LE(json.length, 16);
  head.writeUInt16LE(0, 18);
  json.copy(head, FRAME_HEADER);
  return head;
}

/** Whether the bytes at a place begin as a frame does. */
export function isFrame(bytes: Buffer, at: number): boolean {
  return bytes.readUInt32LE(at) === MAGIC;
}

/**
 * The frame at a place of some bytes, and where it ends; undefined when it is torn or damaged.
 *
 * @param verify whether the checksum is compared; what was verified once need not be again
 */
export function decodeFrame(
  bytes: Buffer,
  at: number,
  verify: boolean,
): { frame: Frame; end: number } | undefined {
  if (at + FRAME_HEADER > bytes.length || !isFrame(bytes, at)) return undefined;
  const length = bytes.readUInt32LE(at + 4);
  const metaLength = bytes.readUInt16LE(at + 16);
  const start = at + FRAME_HEADER;
  const end = start + length;
  if (length > FRAME_MAX || metaLength > length || end > bytes.length) return undefined;
  if (verify && crc32(bytes.subarray(start, end)) !== bytes.readUInt32LE(at + 8)) return undefined;
  const meta = JSON.parse(bytes.toString('utf8', start, start + metaLength)) as FrameMeta;
  return {
    frame: { meta, rows: bytes.readUInt32LE(at + 12), payload: bytes.subarray(start + metaLength, end) },
    end,
  };
}

/** The place of the next thing that looks like a frame, for going on behind damage; -1 if there is none. */
export function findFrame(bytes: Buffer, from: number): number {
  return bytes.indexOf('LBF1', from, 'latin1');
}
