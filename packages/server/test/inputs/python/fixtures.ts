import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/python/', import.meta.url);

/** A pickle of a real interpreter, and the text to show for it. */
interface PickleCase {
  name: string;
  pickler: string;
  protocol: number;
  pickle: string;
  shown: string;
}

/** A frame of a real SocketHandler. `fields` are the names in the record's dict. */
interface FrameCase {
  name: string;
  frame: string;
  message: string;
  fields: string[];
  exc_text: string | null;
}

interface Fixtures {
  python: string;
  frames: FrameCase[];
  pickles: PickleCase[];
}

/** What make.py and make27.py have written, one for each version of Python. */
export const FIXTURES: Fixtures[] = readdirSync(FOLDER)
  .filter((name) => name.startsWith('pickles-'))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));

/** Runs a script of the fixtures with the machine's Python. */
export function runPython(script: string, ...args: string[]): Buffer {
  return execFileSync('python3', ['-B', new URL(script, FOLDER).pathname, ...args], { maxBuffer: 1 << 30 });
}

/** Runs a text with the machine's Python. */
export function evaluatePython(program: string, ...args: string[]): Buffer {
  return execFileSync('python3', ['-c', program, ...args], { maxBuffer: 1 << 30 });
}

/** Cuts `4-byte length, bytes` pairs of two: a pickle and a text. */
export function* pairsOf(bytes: Buffer): Generator<[pickle: Buffer, text: string]> {
  let at = 0;
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) yield [next(), next().toString('utf8')];
}
