import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/theme/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** Relative luminance of a colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => `level-${level}`);
const TEXT = ['ink', 'ink-soft', 'ink-faint', 'accent', 'good', ...LEVELS];
const GROUNDS = ['paper', 'surface', 'raised', 'hover', 'selected'];
const TINTS = ['tint-warn', 'tint-error', 'tint-fatal'];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  const ratio = (text: string, ground: string) =>
    contrast(tokens.get(text)![theme], tokens.get(ground)![theme]);

  it.each(TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground])))(
    '%s is read on %s',
    (text, ground) => {
      expect(ratio(text!, ground!)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['ink', 'ink-soft', ...LEVELS].flatMap((text) => TINTS.map((ground) => [text, ground])))(
    '%s is read on %s',
    (text, ground) => {
      expect(ratio(text!, ground!)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('line %s of a chart is seen', (line) => {
    for (const ground of GROUNDS) expect(ratio(`series-${line}`, ground)).toBeGreaterThanOrEqual(3);
  });

  it('shows the borders of controls (WCAG 1.4.11)', () => {
    expect(ratio('line-strong', 'paper')).toBeGreaterThanOrEqual(3);
    expect(ratio('accent-ink', 'accent')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('ink', 'mark')).toBeGreaterThanOrEqual(4.5);
  });
});
