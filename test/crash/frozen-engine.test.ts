import { test } from 'vitest';
import { freezeEngine } from './frozen-engine.ts';

test('an engine that is stopped for ten seconds loses nothing', { timeout: 120_000 }, () =>
  freezeEngine(10_000),
);
