import { useQuery } from '@tanstack/react-query';
import { grouped } from '../ui/number.ts';
import { PatternList } from './PatternList.tsx';
import { ERRORS, fetchErrorPatterns } from './patterns.ts';

interface ErrorsProps {
  last: string;
  /** Milliseconds of `last`. */
  length: number;
  now: number;
  newestFirst: boolean;
}

const SHOWN = 10;
const EVERY_MS = 10_000;

/** Errors, those that differ only in numbers and ids together. */
export function Errors({ last, length, now, newestFirst }: ErrorsProps) {
  const { data, error } = useQuery({
    queryKey: ['error-patterns', last],
    queryFn: ({ signal }) => fetchErrorPatterns(Date.now() - length, signal),
    refetchInterval: EVERY_MS,
  });
  if (error && data === undefined) return <p className="text-error">{error.message}</p>;
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const { patterns, total, records } = data;
  if (total === 0) return <p className="text-ink-soft">No errors in this time. Enjoy it.</p>;
  const sorted = newestFirst ? patterns.toSorted((a, b) => b.last.localeCompare(a.last)) : patterns;
  return (
    <>
      <PatternList patterns={sorted.slice(0, SHOWN)} now={now} last={last} query={ERRORS} time="last" />
      {total > SHOWN && (
        <p className="mt-2 text-ink-faint">
          {SHOWN} of {grouped(total)} patterns in {grouped(records)} records
        </p>
      )}
    </>
  );
}
