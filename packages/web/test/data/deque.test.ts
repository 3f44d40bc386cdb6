import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deque } from '../../src/data/deque.ts';

describe('Deque', () => {
  it('does what an array does at both ends', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('pushFront', 'pushBack') },
      { weight: 3, arbitrary: fc.constantFrom('popFront', 'popBack') },
      { weight: 1, arbitrary: fc.constantFrom('many') },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const deque = new Deque<number>();
        const model: number[] = [];
        let next = 0;
        const front = () => {
          model.unshift(next);
          deque.pushFront(next++);
        };
        const back = () => {
          model.push(next);
          deque.pushBack(next++);
        };
        for (const name of steps) {
          if (name === 'pushFront') front();
          else if (name === 'pushBack') back();
          else if (name === 'popFront') expect(deque.popFront()).toBe(model.shift());
          else if (name === 'popBack') expect(deque.popBack()).toBe(model.pop());
          else for (let i = 0; i < 500; i++) back();
        }
        expect(deque.size).toBe(model.length);
        expect(model.map((_, index) => deque.at(index))).toEqual(model);
        expect(deque.at(model.length)).toBeUndefined();
        expect(deque.at(-1)).toBeUndefined();
      }),
    );
  });
});
