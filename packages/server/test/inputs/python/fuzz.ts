import { Draft } from '@logboom/core';
import { RECORD_LIMITS } from '../../../src/inputs/python/budget.ts';
import { fillFromPickle } from '../../../src/inputs/python/record.ts';
import { costOf } from '../fuzz.ts';
import { FIXTURES } from './fixtures.ts';

/** Every fixture as bytes: what mutations start from. */
const SEEDS: Buffer[] = FIXTURES.flatMap(({ frames, pickles }) => [
  ...frames.map(({ frame }) => Buffer.from(frame, 'base64').subarray(4)),
  ...pickles.map(({ pickle }) => Buffer.from(pickle, 'base64')),
]);

/** Opcodes, so that mutations often mean something. */
const OPCODES = Buffer.from('(.012FIJKLMNPQRSTUVXabcd}eghijl]opqrst)uGBC', 'latin1');

/** A small generator of numbers with a seed (mulberry32), so that a failure can be run again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface FuzzResult {
  decoded: number;
  refused: number;
  /** The slowest pickle, in milliseconds, and its bytes in Base64. */
  slowest: number;
  slowestPickle: string;
  /** The longest text of one record. */
  longest: number;
}

/** Mutates real pickles and fills records from them. Throws on any error but LB_PICKLE_INVALID. */
export function fuzz(count: number, seed: number): FuzzResult {
  const random = generator(seed);
  const draft = new Draft();
  const result: FuzzResult = { decoded: 0, refused: 0, slowest: 0, slowestPickle: '', longest: 0 };
  for (let i = 0; i < count; i++) {
    const bytes = mutate(SEEDS[random(SEEDS.length)]!, random);
    let error: ReturnType<typeof fillFromPickle>;
    const time = costOf(() => {
      error = fillFromPickle(bytes, draft.reset());
    });
    if (time > result.slowest) {
      result.slowest = time;
      result.slowestPickle = bytes.toString('base64');
    }
    if (error === undefined) result.decoded++;
    else if (error.code === 'LB_PICKLE_INVALID') result.refused++;
    else throw new Error(`seed ${seed}, pickle ${bytes.toString('base64')}`, { cause: error });
    const length = draft.attributes.reduce((sum, text) => sum + text.length, draft.message.length);
    result.longest = Math.max(result.longest, length);
  }
  return result;
}

/** The longest text a record may have; the count of what was left out comes on top. */
export const LONGEST = RECORD_LIMITS.text + 100;

function mutate(seed: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(seed);
  for (let n = 1 + random(6); n > 0 && bytes.length > 0; n--) {
    const at = random(bytes.length);
    switch (random(7)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = OPCODES[random(OPCODES.length)]!;
        break;
      case 2:
        bytes[at] = 0x80 + random(0x19);
        break;
      case 3:
        bytes = bytes.subarray(0, at);
        break;
      case 4: {
        const end = Math.min(bytes.length, at + 1 + random(20));
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
        break;
      }
      case 5: {
        const other = SEEDS[random(SEEDS.length)]!;
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length))]);
        break;
      }
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from([OPCODES[random(OPCODES.length)]!]),
          bytes.subarray(at),
        ]);
    }
  }
  return bytes;
}
