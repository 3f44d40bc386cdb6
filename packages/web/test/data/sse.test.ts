import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventDecoder, type ServerEvent } from '../../src/data/sse.ts';

const decode = (chunks: string[]): ServerEvent[] => {
  const decoder = new EventDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
};

describe('EventDecoder', () => {
  it('reads events with and without a name, and leaves comments out', () => {
    const text = 'retry: 1000\n\n:\n\nevent: log\ndata: {"a":1}\n\ndata:bare\n\n: heartbeat\n\n';
    expect(decode([text])).toEqual([
      { event: 'log', data: '{"a":1}' },
      { event: 'message', data: 'bare' },
    ]);
  });

  it('joins several lines of data and takes CRLF', () => {
    expect(decode(['data: a\r\ndata: b\r\n\r\n'])).toEqual([{ event: 'message', data: 'a\nb' }]);
  });

  it('gives the same events however the stream is cut', () => {
    const event = fc.record({
      event: fc.constantFrom('log', 'skipped', 'message'),
      data: fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text)),
    });
    const cuts = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(event), cuts, (events, places) => {
        const text = events.map(({ event: name, data }) => `event: ${name}\ndata: ${data}\n\n`).join('');
        const sorted = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort(
          (a, b) => a - b,
        );
        const chunks = sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
        expect(decode(chunks)).toEqual(events);
      }),
    );
  });

  it('does not throw on any text', () => {
    fc.assert(fc.property(fc.array(fc.string()), (chunks) => void decode(chunks)));
  });

  it('refuses a line without end', () => {
    const decoder = new EventDecoder();
    const megabyte = 'x'.repeat(1024 * 1024);
    expect(() => {
      for (let i = 0; i < 20; i++) decoder.push(megabyte);
    }).toThrow(RangeError);
  });
});
