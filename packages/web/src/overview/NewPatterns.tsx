import { useQuery } from '@tanstack/react-query';
import { labelOf } from '../data/time-range.ts';
import { grouped } from '../ui/number.ts';
import { PatternList } from './PatternList.tsx';
import { fetchNewPatterns } from './patterns.ts';

interface NewPatternsProps {
  /** How long ago a pattern may have come first to be new. */
  since: string;
  /** Milliseconds of `since`. */
  length: number;
  now: number;
}

const SHOWN = 10;
const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** What was never logged like this in the day before: what a release or a failure brings. */
export function NewPatterns({ since, length, now }: NewPatternsProps) {
  const before = Math.max(length, DAY_MS);
  const { data, error } = useQuery({
    queryKey: ['new-patterns', since],
    queryFn: ({ signal }) => {
      const moment = Date.now() - length;
      return fetchNewPatterns(moment - before, moment, signal);
    },
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (error && data === undefined) return <p className="text-error">{error.message}</p>;
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const { patterns, hasBefore } = data;
  const looked = `${grouped(before / 3_600_000)} hours before`;
  if (!hasBefore) {
    return <p className="text-ink-soft">There are no records of the {looked}, so everything would be new.</p>;
  }
  if (patterns.length === 0) return <p className="text-ink-soft">Nothing that the {looked} did not have.</p>;
  return (
    <>
      <PatternList patterns={patterns.slice(0, SHOWN)} now={now} last={since} query="" time="first" />
      <p className="mt-2 text-ink-faint">
        {patterns.length > SHOWN ? `The newest ${SHOWN} patterns` : 'First'} of the{' '}
        {labelOf({ last: since }).toLowerCase()}, and not in the {looked}
      </p>
    </>
  );
}
