import { Link } from '@tanstack/react-router';
import { agoOf } from '../table/time.ts';
import { LEVEL_TEXT } from '../theme/levels.ts';
import { grouped } from '../ui/number.ts';
import { type Pattern, phraseOf } from './patterns.ts';

const MOST = 12;

/** The newest errors, those that differ only in numbers and ids together. */
export function ErrorPatterns({ patterns, now, last }: { patterns: Pattern[]; now: number; last: string }) {
  if (patterns.length === 0) return <p className="text-ink-soft">No errors. Enjoy it.</p>;
  return (
    <ol className="divide-y divide-line text-xs">
      {patterns.slice(0, MOST).map(({ pattern, count, newest, services }) => (
        <li key={pattern}>
          <Link
            to="/"
            search={{ q: queryOf(pattern), last, live: '0' }}
            className="flex items-baseline gap-3 py-1.5 hover:bg-hover"
          >
            <strong className="w-12 shrink-0 text-right tabular-nums">{grouped(count)}</strong>
            <span className={`w-10 shrink-0 font-mono ${LEVEL_TEXT[newest.level]}`}>{newest.level}</span>
            <span className="min-w-0 flex-1 truncate font-mono">{pattern || '(empty message)'}</span>
            <span className="max-w-40 shrink-0 truncate text-ink-soft max-sm:hidden">
              {services.filter(Boolean).join(', ')}
            </span>
            <span className="w-16 shrink-0 text-right text-ink-faint">
              {agoOf(now - Date.parse(newest.timestamp))}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function queryOf(pattern: string): string {
  const phrase = phraseOf(pattern);
  return `level:in(error, fatal)${phrase === '' ? '' : ` ${JSON.stringify(phrase)}`}`;
}
