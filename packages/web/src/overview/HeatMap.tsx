import { LEVELS, type Level } from '@logboom/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { exactTerm } from '../data/filter-text.ts';
import { LEVEL_TEXT } from '../theme/levels.ts';
import { IconButton } from '../ui/Button.tsx';
import { compact, grouped } from '../ui/number.ts';
import type { Activity, ActivityBucket, ServiceActivity } from './activity.ts';

const MOST = 20;
const FORMAT = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const WITH_DAY = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAY_MS = 86_400_000;

interface HeatMapProps {
  activity: Activity;
  last: string;
  /** The service whose levels are shown one by one. */
  open: string | undefined;
  onOpen: (service: string | undefined) => void;
}

/** Services over time: how much each logged, and how much of it were errors; each can be opened into its levels. */
export function HeatMap({ activity, last, open, onOpen }: HeatMapProps) {
  const { services, start, step, all } = activity;
  const shown = services.slice(0, MOST);
  const most = Math.max(1, ...shown.flatMap(({ buckets }) => buckets.map(({ total }) => total)));
  const format = step * all.buckets.length > DAY_MS / 2 ? WITH_DAY : FORMAT;
  const textOf = (index: number) => format.format(start + index * step);
  if (services.length === 0) return <p className="text-ink-soft">Nothing was logged in this time.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-y-0.5 text-xs">
        <thead className="text-ink-faint">
          <tr>
            <th scope="col" className="w-32 pl-7 text-left font-normal sm:w-44">
              Service
            </th>
            <th scope="col" className="font-normal">
              <span className="flex justify-between">
                <span>{textOf(0)}</span>
                <span className="max-sm:hidden">{textOf(Math.floor(all.buckets.length / 2))}</span>
                <span>now</span>
              </span>
            </th>
            <th scope="col" className="w-16 text-right font-normal max-sm:hidden">
              Records
            </th>
            <th scope="col" className="w-14 text-right font-normal">
              Errors
            </th>
            <th scope="col" className="w-12 text-right font-normal max-sm:hidden">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((service) => {
            const { service: name } = service;
            const isOpen = open === name;
            return (
              <Fragment key={name}>
                <ServiceRow
                  service={service}
                  most={most}
                  last={last}
                  textOf={textOf}
                  isOpen={isOpen}
                  onOpen={() => onOpen(isOpen ? undefined : name)}
                />
                {isOpen && <LevelRows service={service} last={last} textOf={textOf} />}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {services.length > MOST && (
        <p className="mt-1 text-ink-faint">and {services.length - MOST} more services</p>
      )}
    </div>
  );
}

interface RowProps {
  service: ServiceActivity;
  last: string;
  textOf: (index: number) => string;
}

interface ServiceRowProps extends RowProps {
  most: number;
  isOpen: boolean;
  onOpen: () => void;
}

function ServiceRow({ service, most, last, textOf, isOpen, onOpen }: ServiceRowProps) {
  const { service: name, total, errors, buckets } = service;
  const title = name || '(no service)';
  return (
    <tr>
      <th scope="row" className="p-0 text-left font-normal">
        <span className="flex max-w-32 items-center sm:max-w-44">
          <IconButton
            icon={isOpen ? 'down' : 'right'}
            label={`Levels of ${title}`}
            aria-expanded={isOpen}
            className="h-6! px-1!"
            onClick={onOpen}
          />
          <Link
            to="/"
            search={{ q: exactTerm('service', name), last }}
            className="truncate font-mono hover:underline"
            title={title}
          >
            {title}
          </Link>
        </span>
      </th>
      <td>
        <Cells
          buckets={buckets}
          styleOf={(bucket) => serviceStyle(bucket, most)}
          tipOf={(bucket, index) =>
            `${textOf(index)}: ${grouped(bucket.total)} records, ${grouped(bucket.errors)} errors`
          }
        />
      </td>
      <td className="text-right tabular-nums max-sm:hidden">{compact(total)}</td>
      <td className={`text-right tabular-nums ${errors > 0 ? 'font-semibold text-error' : 'text-ink-faint'}`}>
        {compact(errors)}
      </td>
      <td className="text-right text-ink-soft tabular-nums max-sm:hidden">{shareText(errors, total)}</td>
    </tr>
  );
}

/** The levels of one service, the worst first, each by its own most. */
function LevelRows({ service: { service: name, buckets, levels, total }, last, textOf }: RowProps) {
  return LEVELS.toReversed()
    .filter((level) => levels[level] > 0)
    .map((level) => {
      const most = Math.max(1, ...buckets.map((bucket) => bucket.levels[level]));
      return (
        <tr key={level}>
          <th scope="row" className="pl-7 text-left font-normal">
            <Link
              to="/"
              search={{ q: `${exactTerm('service', name)} ${exactTerm('level', level)}`, last }}
              className={`font-mono hover:underline ${LEVEL_TEXT[level]}`}
            >
              {level}
            </Link>
          </th>
          <td>
            <Cells
              buckets={buckets}
              styleOf={(bucket) => levelStyle(level, bucket.levels[level], most)}
              tipOf={(bucket, index) => `${textOf(index)}: ${grouped(bucket.levels[level])} ${level}`}
            />
          </td>
          <td className="text-right tabular-nums max-sm:hidden">{compact(levels[level])}</td>
          <td />
          <td className="text-right text-ink-soft tabular-nums max-sm:hidden">
            {shareText(levels[level], total)}
          </td>
        </tr>
      );
    });
}

interface CellsProps {
  buckets: readonly ActivityBucket[];
  styleOf: (bucket: ActivityBucket) => { background: string };
  tipOf: (bucket: ActivityBucket, index: number) => string;
}

function Cells({ buckets, styleOf, tipOf }: CellsProps) {
  return (
    <div className="flex h-5 gap-px max-sm:gap-0" aria-hidden="true">
      {buckets.map((bucket, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a cell is
          key={index}
          title={tipOf(bucket, index)}
          className="min-w-0 flex-1 sm:rounded-[2px]"
          style={styleOf(bucket)}
        />
      ))}
    </div>
  );
}

/** `–`, `<1 %`, `12 %`. */
export function shareText(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '–';
  const share = (part / whole) * 100;
  return `${share < 1 ? '<1' : Math.round(share)} %`;
}

/** How much by the logarithm, so that a quiet service does not vanish beside a loud one; from below, the errors. */
function serviceStyle({ total, errors }: ActivityBucket, most: number) {
  if (total === 0) return { background: 'var(--hover)' };
  const strength = 12 + (48 * Math.log1p(total)) / Math.log1p(most);
  // By the square root: one error of a hundred is still seen.
  const red = errors === 0 ? 0 : Math.max(12, 100 * Math.sqrt(errors / total));
  const calm = `color-mix(in oklab, var(--level-info) ${strength.toFixed(0)}%, var(--surface))`;
  return {
    background: `linear-gradient(to top, var(--level-error) ${red.toFixed(0)}%, ${calm} ${red.toFixed(0)}%)`,
  };
}

function levelStyle(level: Level, count: number, most: number) {
  if (count === 0) return { background: 'var(--hover)' };
  const strength = 20 + 80 * Math.sqrt(count / most);
  return { background: `color-mix(in oklab, var(--level-${level}) ${strength.toFixed(0)}%, var(--surface))` };
}
