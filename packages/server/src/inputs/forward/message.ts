import { LogboomError } from '@logboom/core';
import { isArrayHead, isBytesHead, MessagePackScanner, readHeader, type ScanLimits } from './scanner.ts';
import { decodeValue, plain } from './values.ts';

const CHUNK_MAX = 256;

/** A message of the Forward protocol (specification v1), taken apart as far as its records. */
export interface ForwardMessage {
  tag: string;
  /** How the records lie in `bytes`. */
  mode: 'message' | 'forward' | 'packed';
  /**
   * `message`: the time and the record, one behind the other; `forward`: that many entries; `packed`: entries
   * to the end, compressed if `compressed` says so.
   */
  bytes: Buffer;
  /** How many entries there are, where that is known. */
  count: number;
  /** What the sender wants to have acknowledged, and calls it when it sends it again. */
  chunk?: string;
  compressed?: string;
}

/**
 * Takes a whole message apart.
 *
 * @throws LogboomError LB_FRAME_INVALID for what is none of Forward's messages
 */
export function readMessage(data: Buffer, limits: ScanLimits): ForwardMessage {
  if (!isArrayHead(data[0])) throw invalid('a message is an array');
  const { count, next } = readHeader(data, 0);
  if (count < 2 || count > 4) throw invalid(`a message of ${count} parts`);
  const scanner = new MessagePackScanner(limits);
  const ends = [next];
  for (let i = 0; i < count; i++) ends.push(scanner.scan(data, ends[i]!));
  const part = (index: number): Buffer => data.subarray(ends[index], ends[index + 1]);
  const tag = plain(decodeValue(part(0)));
  const head = data[ends[1]!];
  if (isArrayHead(head)) {
    const entries = readHeader(part(1), 0);
    const bytes = part(1).subarray(entries.next);
    return {
      tag: String(tag ?? ''),
      mode: 'forward',
      bytes,
      count: entries.count,
      ...options(count > 2 ? part(2) : undefined),
    };
  }
  if (isBytesHead(head)) {
    const bytes = part(1).subarray(readHeader(part(1), 0).next);
    return {
      tag: String(tag ?? ''),
      mode: 'packed',
      bytes,
      count: 0,
      ...options(count > 2 ? part(2) : undefined),
    };
  }
  if (count < 3) throw invalid('a message without a record');
  const bytes = data.subarray(ends[1], ends[3]);
  return {
    tag: String(tag ?? ''),
    mode: 'message',
    bytes,
    count: 1,
    ...options(count > 3 ? part(3) : undefined),
  };
}

function options(bytes: Buffer | undefined): { chunk?: string; compressed?: string } {
  const value = bytes === undefined ? undefined : plain(decodeValue(bytes));
  if (typeof value !== 'object' || value === null) return {};
  const { chunk, compressed } = value as Record<string, unknown>;
  return {
    ...(typeof chunk === 'string' && chunk !== '' ? { chunk: knownChunk(chunk) } : {}),
    ...(typeof compressed === 'string' && compressed !== 'text' ? { compressed } : {}),
  };
}

/** Chunks are remembered, so they have a limit; Fluentd's have 24 characters. */
function knownChunk(chunk: string): string {
  if (chunk.length > CHUNK_MAX) throw invalid(`a chunk of more than ${CHUNK_MAX} characters`);
  return chunk;
}

function invalid(reason: string): LogboomError {
  return new LogboomError('LB_FRAME_INVALID', { reason });
}
