import { LogboomError } from '@logboom/core';
import type { ForwardMessage } from './message.ts';
import { isArrayHead, MessagePackScanner, readHeader, type ScanLimits } from './scanner.ts';
import { decodeValue } from './values.ts';

/**
 * The entries of a message, one by one.
 *
 * @param take gets the time and the record; what it throws, and what is no entry, goes to `refuse`
 * @throws LogboomError LB_FRAME_INVALID when what follows cannot be told apart
 */
export class Entries {
  readonly #message: ForwardMessage;
  readonly #scanner: MessagePackScanner;
  #at = 0;
  #taken = 0;

  constructor(message: ForwardMessage, limits: ScanLimits) {
    this.#message = message;
    this.#scanner = new MessagePackScanner(limits);
  }

  /**
   * Takes up to so many entries.
   *
   * @returns whether there are more
   * @throws LogboomError LB_FRAME_INVALID when the rest cannot be told apart
   */
  take(
    most: number,
    each: (time: unknown, record: unknown) => void,
    refuse: (error: unknown) => void,
  ): boolean {
    const { bytes, mode, count } = this.#message;
    for (let left = most; left > 0; left--) {
      if (mode === 'packed' ? this.#at >= bytes.length : this.#taken >= count) return false;
      this.#taken++;
      const start = mode === 'message' ? 0 : this.#at;
      const end = mode === 'message' ? bytes.length : this.#next(start);
      this.#at = end;
      try {
        const [time, record] = mode === 'message' ? this.#pair(0) : this.#entry(start, end);
        each(time, record);
      } catch (error) {
        refuse(error);
      }
    }
    return true;
  }

  #next(start: number): number {
    const end = this.#scanner.scan(this.#message.bytes, start);
    if (end !== -1) return end;
    throw new LogboomError('LB_FRAME_INVALID', { reason: 'the last entry is cut off' });
  }

  #entry(start: number, end: number): [unknown, unknown] {
    const { bytes } = this.#message;
    if (!isArrayHead(bytes[start]) || readHeader(bytes, start).count < 2) {
      throw new LogboomError('LB_RECORD_INVALID', { reason: 'an entry is an array of a time and a record' });
    }
    const [time, record] = decodeValue(bytes.subarray(start, end)) as unknown[];
    return [time, record];
  }

  /** In a message of one record, time and record stand one behind the other. */
  #pair(at: number): [unknown, unknown] {
    const { bytes } = this.#message;
    const middle = this.#next(at);
    return [decodeValue(bytes.subarray(at, middle)), decodeValue(bytes.subarray(middle))];
  }
}
