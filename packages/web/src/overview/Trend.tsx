import type { Level } from '@logboom/core';

const WIDTH = 4;
const HEIGHT = 18;

/** Counts over time as small bars; the numbers beside it say the same in words. */
export function Trend({ counts, level }: { counts: readonly number[]; level: Level }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      viewBox={`0 0 ${counts.length * WIDTH} ${HEIGHT}`}
      width={counts.length * WIDTH}
      height={HEIGHT}
      className="shrink-0 max-sm:hidden"
      aria-hidden="true"
    >
      {counts.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
            key={index}
            x={index * WIDTH}
            y={HEIGHT - height}
            width={WIDTH - 1}
            height={height}
            rx={0.5}
            fill={count === 0 ? 'var(--line)' : `var(--level-${level})`}
          />
        );
      })}
    </svg>
  );
}
