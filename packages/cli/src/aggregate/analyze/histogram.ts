import { LEVELS } from '@logboom/core';
import type { Timeline } from '../sketch/timeline.ts';
import type { Paint } from './colours.ts';

const ROWS = 20;
const DAY_MS = 86_400_000;
/** Told apart without colours too. */
const BARS = ['·', '·', '░', '▒', '▓', '█'] as const;

/** Widths of a row that people can read off a clock, in ms. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
].map((seconds) => seconds * 1e3);

/** Bars by level, a row a stretch of time. */
export function drawHistogram(timeline: Timeline, columns: number, paint: Paint): string[] {
  const buckets = timeline.buckets();
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = last.start + timeline.width - first.start;
  const width = WIDTHS.find((one) => one >= timeline.width && span / one <= ROWS) ?? span / ROWS;
  const rows = new Map<number, number[]>();
  const from = Math.floor(first.start / width);
  const to = Math.floor(last.start / width);
  for (let row = from; row <= to; row++) rows.set(row, [0, 0, 0, 0, 0, 0]);
  for (const { start, counts } of buckets) {
    const row = rows.get(Math.floor(start / width))!;
    counts.forEach((count, index) => {
      row[index]! += count;
    });
  }
  const most = Math.max(...[...rows.values()].map(total));
  const room = Math.max(10, columns - 36);
  const lines = [...rows].map(([row, counts]) => {
    const bar = drawBar(counts, (total(counts) / most) * room, paint);
    return `${paint(timeLabel(row * width, width), 'dim')}  ${bar} ${total(counts) === 0 ? '' : total(counts).toLocaleString('en')}`;
  });
  const legend = LEVELS.filter((_, index) => [...rows.values()].some((counts) => counts[index]! > 0)).map(
    (level) => paint(`${BARS[LEVELS.indexOf(level)]} ${level}`, level),
  );
  return [...lines, `${' '.repeat(timeLabel(0, width).length + 2)}${legend.join('  ')}`];
}

/** Every level that is there is seen, if only as one character. */
function drawBar(counts: readonly number[], length: number, paint: Paint): string {
  const all = total(counts);
  if (all === 0) return '';
  return counts
    .map((count, index) => {
      const share = count === 0 ? 0 : Math.max(1, Math.round((count / all) * length));
      return share === 0 ? '' : paint(BARS[index]!.repeat(share), LEVELS[index]!);
    })
    .join('');
}

function timeLabel(ms: number, width: number): string {
  const text = new Date(ms).toISOString();
  return width >= DAY_MS
    ? text.slice(0, 10)
    : width >= 60_000
      ? `${text.slice(0, 10)} ${text.slice(11, 16)}`
      : text.slice(11, 19);
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
