import { defineConfig } from 'vitest/config';

const long = process.env.LOGBOOM_TEST_LONG === '1';

export default defineConfig({
  resolve: { conditions: ['logboom-source'] },
  ssr: { resolve: { conditions: ['logboom-source', 'node'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(long ? [] : ['**/*.long.test.ts'])],
    execArgv: ['--conditions=logboom-source'],
    testTimeout: long ? 900_000 : 180_000,
    hookTimeout: 120_000,
    // Polls wait for a condition on a busy machine: the deadline only tells a hang.
    expect: { poll: { timeout: 20_000 } },
    // Real processes on a busy machine: CI tries a failed test once more, and the report names it.
    retry: process.env.CI === 'true' ? 1 : 0,
    // Two cores: end-to-end files start engines and browsers, so few run at once.
    maxWorkers: 2,
  },
});
