import { Link } from '@tanstack/react-router';
import { agoOf } from '../table/time.ts';
import { LEVEL_TEXT } from '../theme/levels.ts';
import { compact, grouped } from '../ui/number.ts';
import { type Pattern, phraseOf } from './patterns.ts';
import { Trend } from './Trend.tsx';

interface PatternListProps {
  patterns: readonly Pattern[];
  now: number;
  last: string;
  /** What of the query comes before the phrase of a pattern. */
  query: string;
  /** Which of its times is shown. */
  time: 'first' | 'last';
}

/** Patterns of messages; a press on one shows its records. */
export function PatternList({ patterns, now, last, query, time }: PatternListProps) {
  return (
    <ol className="-mx-2 text-xs">
      {patterns.map((pattern) => {
        const { pattern: text, count, level, services, trend } = pattern;
        return (
          <li key={text}>
            <Link
              to="/"
              search={{ q: queryOf(query, text), last, live: '0' }}
              className="grid grid-cols-[3rem_3rem_minmax(0,1fr)_4rem] items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-1.5 hover:bg-hover sm:grid-cols-[3rem_3rem_minmax(0,1fr)_auto_4rem]"
            >
              <strong className="text-right tabular-nums" title={`${grouped(count)} records`}>
                {compact(count)}
              </strong>
              <span className={`font-mono ${LEVEL_TEXT[level]}`}>{level}</span>
              <span className="min-w-0">
                <span className="block truncate font-mono" title={text}>
                  {text || '(empty message)'}
                </span>
                {services.length > 0 && (
                  <span className="block truncate text-ink-faint">{services.join(', ')}</span>
                )}
              </span>
              {trend.length > 0 ? <Trend counts={trend} level={level} /> : <span className="max-sm:hidden" />}
              <time dateTime={pattern[time]} className="text-right text-ink-faint tabular-nums">
                {agoOf(now - Date.parse(pattern[time]))}
              </time>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

function queryOf(query: string, pattern: string): string {
  const phrase = phraseOf(pattern);
  return [query, phrase === '' ? '' : JSON.stringify(phrase)].filter(Boolean).join(' ') || '*';
}
