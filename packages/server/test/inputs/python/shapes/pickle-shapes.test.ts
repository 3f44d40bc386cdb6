import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PickleReader } from '../../../../src/inputs/python/pickle-reader.ts';
import { PickleShapes } from '../../../../src/inputs/python/shapes/pickle-shapes.ts';
import { ByteRow } from '../../../../src/store/native/byte-row.ts';
import { MemoryBatch } from '../../memory-batch.ts';
import { evaluatePython, FIXTURES } from '../fixtures.ts';

/** Records of a few call sites with all kinds of values and extras, as SocketHandler pickles them. */
const MAKE = `
import logging, logging.handlers, random, struct, sys, datetime, decimal
seed, count = int(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
handler = logging.handlers.SocketHandler("localhost", 0)
texts = ["", "done", "Grüße, 世界", "a\\x00b", "\\ud800", "x" * 300, "line\\nline", "%s"]
values = texts + [0, 1, 255, 256, 65535, 65536, -1, 2**31, 2**40, 2**70, 1.5, True, None, [1], {"a": 1},
    datetime.datetime(2026, 1, 2), decimal.Decimal("1.0"), (), "0" * 16]
names = ["user", "service", "host", "app", "trace_id", "span_id", "container_name", "severity_text", "ü", "a.b", "levelno_", "message"]
shapes = [random.sample(names, random.randrange(4)) for _ in range(12)]
args = [(), (1,), ("a", 2)]
for _ in range(count):
    level = random.choice([10, 20, 30, 40, 50, 25, 5, 60])
    given = random.choice(args)
    record = logging.LogRecord(random.choice(["root", "a.b", ""]), level, "/srv/c%d.py" % random.randrange(3), random.choice([1, 300, 70000]),
        " ".join([random.choice(texts).replace("%", "")] + ["%s"] * len(given)), given, None, random.choice(["main", None, "<module>"]))
    for name in random.choice(shapes):
        if name != "message" or random.random() < 0.2: record.__dict__[name] = random.choice(values)
    if random.random() < 0.1: record.created = random.choice([0.0, 1e300, None, 1.8e9])
    sys.stdout.buffer.write(handler.makePickle(record))
`;

function pickles(seed: number, count: number): Buffer[] {
  const bytes = evaluatePython(MAKE, String(seed), String(count));
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32BE(at)) {
    found.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)));
  }
  return found;
}

/** What a reader makes of one pickle; a reader that is new has learned nothing. */
function read(pickle: Buffer, reader = new PickleReader()): unknown {
  const batch = new MemoryBatch();
  const invalid = reader.add(pickle, 'peer', batch);
  return { invalid: invalid?.message, records: batch.records() };
}

const seed = Math.floor(Math.random() * 2 ** 31);

describe('the fast way reads what the long way reads', () => {
  test(`for records of CPython, seed ${seed}`, () => {
    const reader = new PickleReader();
    const shapes = new PickleShapes();
    let fast = 0;
    for (const pickle of pickles(seed, 2_000)) {
      expect(read(pickle, reader)).toEqual(read(pickle));
      if (shapes.read(pickle, new ByteRow())) fast++;
      else shapes.learn(pickle);
    }
    // Most of them are odd on purpose; those of a plain shape are read fast.
    expect(fast).toBeGreaterThan(0);
  });

  test('for pickles that were changed', () => {
    const reader = new PickleReader();
    const originals = pickles(seed, 40);
    for (const pickle of [...originals, ...originals]) reader.add(pickle, 'peer', new MemoryBatch());
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...originals), edits, fc.nat(20), (original, changes, cut) => {
        const pickle = Buffer.from(original.subarray(0, original.length - (cut > 16 ? cut : 0)));
        for (const [at, byte] of changes) pickle[at % pickle.length] = byte;
        expect(read(pickle, reader)).toEqual(read(pickle));
      }),
      { numRuns: 3_000 },
    );
  });
});

test.each(FIXTURES)('the plain records of Python $python are read the fast way', ({ python, frames }) => {
  const plain = frames.filter(({ exc_text }) => exc_text === null);
  const read = plain.map(({ frame }) => {
    const shapes = new PickleShapes();
    const pickle = Buffer.from(frame, 'base64').subarray(4);
    shapes.learn(pickle);
    return shapes.read(pickle, new ByteRow());
  });
  // Python 2 pickles texts as bytes.
  if (!python.startsWith('2')) expect(read).toContain(true);
});
