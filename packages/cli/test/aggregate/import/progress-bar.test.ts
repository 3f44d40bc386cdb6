import { expect, test } from 'vitest';
import { progressLine } from '../../../src/aggregate/import/progress-bar.ts';

const progress = { bytes: 500, totalBytes: 1_000, lines: 4_000, stored: 3_990, odd: 10 };

test('shows how far, how fast, how long still, and what became of lines', () => {
  expect(progressLine(progress, 10, 0)).toBe(
    '[============>           ] 50 %  0:10 left  400 lines/s  3,990 stored, 10 odd',
  );
});

test('what an earlier run stored is no work of this one', () => {
  expect(progressLine(progress, 10, 400)).toContain('0:50 left');
});

test('hours, and the end', () => {
  expect(progressLine({ ...progress, bytes: 1 }, 10, 0)).toContain('2:46:30 left');
  expect(progressLine({ ...progress, bytes: 1_000 }, 10, 0)).toContain(
    `[${'='.repeat(24)}] 100 %  0:00 left`,
  );
});

test('an unknown size has no share', () => {
  expect(progressLine({ ...progress, totalBytes: 0 }, 10, 0)).toBe('400 lines/s  3,990 stored, 10 odd');
});

test('it never fills the last column, so it never wraps', () => {
  const large = { bytes: 5e9, totalBytes: 1e10, lines: 2e9, stored: 1_999_999_999, odd: 1_234_567 };
  for (const columns of [20, 40, 80, 90, 100, 200]) {
    for (const totalBytes of [0, 1e10]) {
      const line = progressLine({ ...large, totalBytes }, 5_000, 0, columns);
      expect(line.length, line).toBeLessThan(columns);
    }
  }
  expect(progressLine(large, 5_000, 0, 100)).toMatch(/^\[=+> *\] 50 % /);
  expect(progressLine(large, 5_000, 0, 75)).toMatch(/^ 50 % .* odd$/);
});
