import { test } from 'vitest';
import { freezeEngine } from './frozen-engine.ts';

test('an engine that is stopped for a minute loses nothing', { timeout: 300_000 }, () =>
  freezeEngine(60_000),
);
