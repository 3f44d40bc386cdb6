import { LEVELS } from '@logboom/core';
import { memo, type PointerEvent, useRef, useState } from 'react';
import type { Bucket, Hits } from '../data/hits.ts';
import type { TimeRange } from '../data/time-range.ts';
import type { Zone } from '../time/zone.ts';
import { compact, grouped } from '../ui/number.ts';
import { useMeasuredWidth } from '../ui/use-width.ts';
import { BucketTip } from './BucketTip.tsx';
import { useHits } from './use-hits.ts';

interface HistogramProps {
  query: string;
  range: TimeRange;
  zone: Zone;
  live: boolean;
  run: number;
  onRange: (range: TimeRange) => void;
}

const BAR_PX = 9;
const HEIGHT = 56;

/** Records over time by level. Dragging over it chooses a span; the time range button does so by keyboard. */
export function Histogram({ query, range, zone, live, run, onRange }: HistogramProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useMeasuredWidth(box, 50);
  const { data, isError } = useHits(
    query,
    range,
    live,
    width && Math.max(20, Math.floor(width / BAR_PX)),
    run,
  );
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const [over, setOver] = useState<number>();

  const bucketAt = (event: PointerEvent): number => {
    const { left, width: full } = event.currentTarget.getBoundingClientRect();
    const count = data?.buckets.length ?? 1;
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - left) / full) * count)));
  };
  const release = () => {
    if (drag === undefined || data === undefined) return;
    const first = data.buckets[Math.min(drag.from, drag.to)]!.start;
    const last = data.buckets[Math.max(drag.from, drag.to)]!.start + data.step;
    setDrag(undefined);
    onRange({ from: new Date(first).toISOString(), to: new Date(last).toISOString() });
  };

  return (
    <div
      ref={box}
      hidden={isError}
      className="relative shrink-0 border-b border-line px-3 pt-1"
      data-testid="histogram"
    >
      <div
        role="img"
        aria-label={summary(data)}
        className="relative cursor-crosshair touch-none select-none"
        style={{ height: HEIGHT }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = bucketAt(event);
          setDrag({ from: at, to: at });
        }}
        onPointerMove={(event) => {
          const at = bucketAt(event);
          setOver(at);
          if (drag) setDrag({ ...drag, to: at });
        }}
        onPointerUp={release}
        onPointerLeave={() => setOver(undefined)}
      >
        {data && <Bars hits={data} drag={drag} over={over} />}
        {data && (
          <span className="absolute top-0 left-0 rounded-br bg-paper/85 pr-1 text-[10px] leading-3 text-ink-faint">
            {compact(most(data))}
          </span>
        )}
      </div>
      <Axis hits={data} zone={zone} />
      {data && over !== undefined && data.buckets[over] && (
        <BucketTip
          bucket={data.buckets[over]}
          step={data.step}
          zone={zone}
          place={(over + 0.5) / data.buckets.length}
        />
      )}
    </div>
  );
}

interface BarsProps {
  hits: Hits;
  drag: { from: number; to: number } | undefined;
  over: number | undefined;
}

const Bars = memo(function Bars({ hits, drag, over }: BarsProps) {
  const { buckets } = hits;
  const scale = HEIGHT / most(hits);
  return (
    <svg
      viewBox={`0 0 ${buckets.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="size-full"
      aria-hidden="true"
    >
      {drag && (
        <rect
          x={Math.min(drag.from, drag.to)}
          width={Math.abs(drag.to - drag.from) + 1}
          height={HEIGHT}
          fill="var(--selected)"
        />
      )}
      {over !== undefined && <rect x={over} width={1} height={HEIGHT} fill="var(--hover)" />}
      {buckets.map((bucket, index) => (
        <Bar key={bucket.start} bucket={bucket} index={index} scale={scale} />
      ))}
    </svg>
  );
});

/** The most serious levels stand at the bottom, where even one record is seen. */
function Bar({ bucket, index, scale }: { bucket: Bucket; index: number; scale: number }) {
  let top = HEIGHT;
  return LEVELS.toReversed().map((level) => {
    const count = bucket.counts[LEVELS.indexOf(level)]!;
    if (count === 0) return null;
    const height = Math.max(count * scale, level === 'error' || level === 'fatal' ? 2 : 0.5);
    top -= height;
    const quiet = level === 'info' || level === 'debug' || level === 'trace';
    return (
      <rect
        key={level}
        x={index + 0.08}
        width={0.84}
        y={top}
        height={height}
        fill={`var(--level-${level})`}
        opacity={quiet ? 0.55 : 1}
      />
    );
  });
}

const TICKS = 5;

function Axis({ hits, zone }: { hits: Hits | undefined; zone: Zone }) {
  const buckets = hits?.buckets ?? [];
  const span = buckets.length * (hits?.step ?? 0);
  const format = new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone && { timeZone: zone }),
    ...(span > 86_400_000 ? { month: 'short', day: 'numeric' } : {}),
    ...(span < 600_000 ? { second: '2-digit' } : {}),
  });
  return (
    <div
      aria-hidden="true"
      className="flex h-4 justify-between text-[10px] leading-4 text-ink-faint tabular-nums"
    >
      {buckets.length > 0 &&
        Array.from({ length: TICKS }, (_, index) => {
          const at = buckets[0]!.start + (span * index) / (TICKS - 1);
          return <span key={at}>{format.format(at)}</span>;
        })}
    </div>
  );
}

const most = ({ buckets }: Hits): number =>
  Math.max(1, ...buckets.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)));

function summary(hits: Hits | undefined): string {
  if (hits === undefined) return 'Records over time, loading';
  const parts = LEVELS.filter((level) => hits.totals[level] > 0).map(
    (level) => `${grouped(hits.totals[level])} ${level}`,
  );
  return `Records over time: ${grouped(hits.total)} in all${parts.length > 0 ? `, ${parts.join(', ')}` : ''}`;
}
