import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAgreement } from './agreement.ts';
import { startEngine, type TestEngine } from './engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test('SQL and evaluator select the same records, 10,000 cases', async () => {
  expect.hasAssertions();
  await checkAgreement(engine, 10_000);
}, 3_600_000);
