import { LEVELS } from '@logboom/core';
import { patternOf } from '@logboom/logsql';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Distinct } from '../../../src/aggregate/sketch/distinct.ts';
import { hashText } from '../../../src/aggregate/sketch/hash.ts';
import { hashPattern } from '../../../src/aggregate/sketch/pattern.ts';
import { Timeline } from '../../../src/aggregate/sketch/timeline.ts';
import { ownText, Top } from '../../../src/aggregate/sketch/top.ts';

describe('Distinct', () => {
  test('counts exactly while there are few', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (left, right) => {
        const [a, b] = [new Distinct(), new Distinct()];
        for (const value of left) a.add(hashText(value));
        for (const value of right) b.add(hashText(value));
        a.merge(b.state);
        expect(a.count).toBe(new Set([...left, ...right]).size);
        expect(a.isExact).toBe(true);
      }),
    );
  });

  // Five times the standard error of 0.8 %.
  test.each([100_000, 1_000_000])('estimates %i within 4 %%, in two threads and merged', (count) => {
    const [a, b] = [new Distinct(), new Distinct()];
    for (let i = 0; i < count; i++) (i % 3 === 0 ? a : b).add(hashText(`trace-${i}`));
    for (let i = 0; i < count; i += 7) a.add(hashText(`trace-${i}`));
    a.merge(b.state);
    expect(a.isExact).toBe(false);
    expect(Math.abs(a.count - count) / count).toBeLessThan(0.04);
  });
});

describe('Top', () => {
  test('is exact while there are few values', () => {
    const values = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(values, values, (left, right) => {
        const [a, b] = [new Top(), new Top()];
        for (const value of left) a.add(hashText(value), () => value);
        for (const value of right) b.add(hashText(value), () => value);
        a.merge(b.state);
        const wanted = Map.groupBy([...left, ...right], (value) => value);
        expect(new Map(a.top(10).map(({ label, count }) => [label, count]))).toEqual(
          new Map([...wanted].map(([label, all]) => [label, all.length])),
        );
        expect(a.error).toBe(0);
      }),
    );
  });

  test('keeps the frequent ones past its capacity, too low by no more than it says', () => {
    const top = new Top(100);
    const truth = new Map<string, number>();
    for (let i = 0; i < 50_000; i++) {
      // Ten frequent values among thousands of rare ones.
      const value = i % 4 === 0 ? `frequent ${(i / 4) % 10}` : `rare ${i % 9_973}`;
      truth.set(value, (truth.get(value) ?? 0) + 1);
      top.add(hashText(value), () => value);
    }
    expect(top.size).toBeLessThanOrEqual(100);
    const found = top.top(10);
    for (const { label, count } of found) {
      expect(label).toMatch(/^frequent/);
      expect(count).toBeLessThanOrEqual(truth.get(label)!);
      expect(count + top.error).toBeGreaterThanOrEqual(truth.get(label)!);
    }
  });

  test('a text of its own is the same text', () => {
    fc.assert(fc.property(fc.string(), (text) => ownText(text) === text));
  });
});

describe('Timeline', () => {
  test('holds every record, in few buckets, however long the time', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 42 }), fc.nat(LEVELS.length - 1)), {
      maxLength: 5_000,
      size: 'max',
    });
    fc.assert(
      fc.property(times, (all) => {
        const [a, b] = [new Timeline(), new Timeline()];
        for (const [index, [ms, level]] of all.entries()) (index % 2 === 0 ? a : b).add(ms, level);
        a.merge(b.state);
        const buckets = a.buckets();
        expect(buckets.length).toBeLessThanOrEqual(2_049);
        const sums = [0, 0, 0, 0, 0, 0];
        for (const { counts } of buckets)
          counts.forEach((count, index) => {
            sums[index]! += count;
          });
        expect(sums).toEqual(LEVELS.map((_, level) => all.filter((one) => one[1] === level).length));
        for (const [ms] of all)
          expect(buckets.some(({ start }) => start <= ms && ms < start + a.width)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('patterns', () => {
  test('messages have the same hash exactly when they have the same pattern', () => {
    const word = fc.constantFrom(
      'user',
      '17',
      'u7',
      '12ms',
      '-',
      '/',
      ' ',
      'ü',
      '=',
      'a.b',
      '1.2',
      '\n',
      'x',
      '"',
      "'",
      "n't",
      '<*>',
      'deadbeef',
      '-0abc-',
      '😀',
      '_',
      ':',
      'é'.repeat(290),
    );
    const message = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    fc.assert(
      fc.property(message, message, (a, b) => {
        expect(hashPattern(a) === hashPattern(b)).toBe(patternOf(a) === patternOf(b));
      }),
      { numRuns: 2_000 },
    );
  });
});
