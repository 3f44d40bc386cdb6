import { LEVELS } from '@logboom/core';
import type { Bucket } from '../data/hits.ts';
import { LEVEL_FILL } from '../theme/levels.ts';
import type { Zone } from '../time/zone.ts';
import { grouped } from '../ui/number.ts';

const FORMAT: Intl.DateTimeFormatOptions = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};

interface BucketTipProps {
  bucket: Bucket;
  step: number;
  zone: Zone;
  /** 0..1, where along the histogram. */
  place: number;
}

/** The counts under the pointer. */
export function BucketTip({ bucket, step, zone, place }: BucketTipProps) {
  const format = new Intl.DateTimeFormat(undefined, { ...FORMAT, ...(zone && { timeZone: zone }) });
  const total = bucket.counts.reduce((sum, count) => sum + count, 0);
  return (
    <div
      className="pointer-events-none absolute top-full z-30 mt-1 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-md"
      style={
        place < 0.5 ? { left: `calc(${place * 100}% + 8px)` } : { right: `calc(${(1 - place) * 100}% + 8px)` }
      }
    >
      <div className="whitespace-nowrap text-ink-soft">
        {format.formatRange(bucket.start, bucket.start + step)}
      </div>
      {LEVELS.toReversed().map((level) => {
        const count = bucket.counts[LEVELS.indexOf(level)]!;
        if (count === 0) return null;
        return (
          <div key={level} className="flex items-center gap-1.5">
            <span className={`size-2 rounded-full ${LEVEL_FILL[level]}`} />
            {level}
            <span className="ml-auto pl-4 tabular-nums">{grouped(count)}</span>
          </div>
        );
      })}
      <div className="flex justify-between border-t border-line pt-0.5 text-ink-soft">
        all <span className="tabular-nums">{grouped(total)}</span>
      </div>
    </div>
  );
}
