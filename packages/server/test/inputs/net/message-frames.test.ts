import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageFrames } from '../../../src/inputs/net/message-frames.ts';
import { fuzzFrames } from '../syslog/fuzz.ts';

/** The messages of a stream that arrives in chunks, and what was refused. */
function cut(chunks: (string | Buffer)[], limit = 1000): { messages: string[]; refused: number } {
  const messages: string[] = [];
  let refused = 0;
  const frames = new MessageFrames({
    limit,
    first: 60,
    message: (bytes) => messages.push(bytes.toString()),
    refused: () => refused++,
  });
  for (const chunk of chunks) frames.push(Buffer.from(chunk));
  frames.end();
  return { messages, refused };
}

const counted = (text: string): string => `${Buffer.byteLength(text)} ${text}`;

describe('framing, recognised by itself', () => {
  test.each<[string, string[], string[]]>([
    ['LF', ['<1>a\n<2>b\n'], ['<1>a', '<2>b']],
    ['CR LF, and no end at the end', ['<1>a\r\n<2>b'], ['<1>a', '<2>b']],
    ['NUL', ['<1>a\0<2>b\0'], ['<1>a', '<2>b']],
    ['NUL with lines inside', ['<1>a\n  b\n  c\0<2>d\ne\0'], ['<1>a\n  b\n  c', '<2>d\ne']],
    ['NUL behind LF', ['<1>a\n\0<2>b\n\0'], ['<1>a', '<2>b']],
    ['octets counted', [counted('<1>a\nb') + counted('<2>ü')], ['<1>a\nb', '<2>ü']],
    [
      'octets counted, with line ends between',
      [`${counted('<1>a')}\n${counted('<2>b')}\n`],
      ['<1>a', '<2>b'],
    ],
    ['both in one stream', [`${counted('<1>a')}<2>b\n${counted('<3>c')}`], ['<1>a', '<2>b', '<3>c']],
    [
      'lines that begin with numbers',
      ['12 monkeys\n<1>a\n2026 is a year\n'],
      ['12 monkeys', '<1>a', '2026 is a year'],
    ],
    ['a counted message that is cut off', ['30 <1>abc'], ['<1>abc']],
    ['nothing', ['', '\n\n\0\r\n'], []],
  ])('%s', (_title, chunks, expected) => {
    expect(cut(chunks)).toEqual({ messages: expected, refused: 0 });
  });

  test('a message over the limit is left out, and the stream goes on behind it', () => {
    expect(cut(['<1>a\n', 'x'.repeat(600), 'x'.repeat(600), 'x\n<2>b\n'])).toEqual({
      ...{ messages: ['<1>a', '<2>b'], refused: 1 },
    });
    const long = counted(`<1>${'x'.repeat(1500)}`);
    expect(cut([long.slice(0, 700), long.slice(700) + counted('<2>b')])).toEqual({
      messages: ['<2>b'],
      refused: 1,
    });
  });
});

test('the chunks make no difference', () => {
  const text = fc.stringMatching(/^<\d{1,3}>[a-z0-9 ä]{1,30}$/);
  const framing = fc.constantFrom(
    (message: string) => `${message}\n`,
    (message: string) => counted(message),
  );
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 8 }),
      framing,
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      (sent, frame, sizes) => {
        const bytes = Buffer.from(sent.map(frame).join(''));
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value as number;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(cut(chunks).messages).toEqual(sent);
      },
    ),
    { numRuns: 500 },
  );
});

test('2,000 mutated streams: no message is over the limit, nothing waits without bound', () => {
  fuzzFrames(2000);
});
