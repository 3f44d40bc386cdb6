import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAgreement } from './agreement.ts';
import { startEngine, type TestEngine } from './engine.ts';

const CASES = 10_000;
const PART = 500;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** In parts, each with a seed of its own, so that one can be run again by itself. */
test.each(Array.from({ length: CASES / PART }, (_, part) => [part + 1]))(
  'SQL and evaluator select the same records: part %d',
  async (part) => {
    expect.hasAssertions();
    await checkAgreement(engine, PART, part);
  },
  600_000,
);
