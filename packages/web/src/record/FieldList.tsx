import type { LogRecord } from '@logboom/core';
import { addTerm, exactTerm } from '../data/filter-text.ts';
import { IconButton } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Value } from './Value.tsx';

interface FieldListProps {
  record: LogRecord;
  query: string;
  onQuery: (query: string) => void;
}

const COLUMNS = [
  'service',
  'logger',
  'host',
  'trace_id',
  'span_id',
  'source',
  'observed',
  'severity',
  'id',
] as const;

/** Every field; each value can be copied, looked for, or left out. */
export function FieldList({ record, query, onQuery }: FieldListProps) {
  const columns = COLUMNS.map((name): [string, string] => [name, String(record[name])]);
  const fields = [...columns, ...Object.entries(record.attributes)].filter(([, value]) => value !== '');
  return (
    <dl className="divide-y divide-line border-y border-line font-mono text-xs">
      {fields.map(([name, value]) => (
        <div key={name} className="group relative flex items-start gap-2 py-1.5 hover:bg-hover">
          <dt className="w-36 shrink-0 truncate text-ink-faint" title={name}>
            {name}
          </dt>
          <dd className="min-w-0 flex-1 break-words whitespace-pre-wrap">
            <Value text={value} />
          </dd>
          <dd className="absolute top-0 right-0 flex rounded-md bg-raised opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
            <IconButton
              icon="plus"
              label={`Show only ${name} = ${short(value)}`}
              onClick={() => onQuery(addTerm(query, exactTerm(name, value)))}
            />
            <IconButton
              icon="minus"
              label={`Leave out ${name} = ${short(value)}`}
              onClick={() => onQuery(addTerm(query, `-${exactTerm(name, value)}`))}
            />
            <CopyButton text={value} label={`Copy ${name}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const short = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);
