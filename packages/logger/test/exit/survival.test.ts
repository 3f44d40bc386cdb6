import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'logboom-exit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = 10_000;
const SCRIPT = join(import.meta.dirname, 'burst.ts');

/** Runs the burst; its lines are numbered, from all files of the folder, the oldest first. */
function burst(kind: string, end: string): { status: number | null; signal: string | null; lines: string[] } {
  const place = mkdtempSync(join(folder, `${kind}-`));
  const args = ['--conditions=logboom-source', SCRIPT, kind, end, join(place, 'app.log'), String(LINES)];
  const { status, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 50_000 });
  const age = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
  const names = readdirSync(place).sort((a, b) => age(b) - age(a));
  const text = names.map((name) => readFileSync(join(place, name), 'utf8')).join('');
  return { status, signal, lines: text.split('\n').slice(0, -1) };
}

function expectAll(lines: readonly string[]): void {
  expect(lines.length).toBe(LINES);
  expect(lines.map((line) => (JSON.parse(line) as { i: number }).i)).toEqual(
    Array.from({ length: LINES }, (_, i) => i),
  );
}

describe.each(['file', 'rotating', 'timed'])('%s handler: 10,000 lines survive', (kind) => {
  test('process.exit, with its code', () => {
    const { status, lines } = burst(kind, 'exit');
    expectAll(lines);
    expect(status).toBe(3);
  });

  test('an uncaught throw, with its code', () => {
    const { status, lines } = burst(kind, 'throw');
    expectAll(lines);
    expect(status).toBe(1);
  });

  test.each(['SIGTERM', 'SIGINT'])('%s, which still ends the process as a signal', (name) => {
    const { signal, lines } = burst(kind, name);
    expectAll(lines);
    expect(signal).toBe(name);
  });
});

test('an unhandled rejection and an empty event loop lose nothing', () => {
  expectAll(burst('file', 'reject').lines);
  const { status, lines } = burst('file', 'end');
  expectAll(lines);
  expect(status).toBe(0);
});

test("an application's own SIGTERM listener stays in charge", () => {
  const { status, lines } = burst('file', 'own-listener');
  expect(status).toBe(7);
  expectAll(lines.slice(0, LINES));
  expect(lines[LINES]).toContain('last words');
});

test('opting out leaves the end of the process alone', () => {
  const { status, lines } = burst('file', 'opt-out');
  expect(status).toBe(3);
  expect(lines.length).toBeLessThan(LINES);
});
