import type { PipeOf } from '../../ast/pipe.ts';
import { quoteJson } from '../../text/json.ts';
import { LOGFMT_QUOTED } from '../../text/logfmt.ts';
import type { Row } from '../row.ts';
import type { RowChange } from '../tail.ts';
import { isChosen } from './write.ts';

const QUOTED = new RegExp(LOGFMT_QUOTED);

export function compilePack(pipe: PipeOf<'pack_json' | 'pack_logfmt'>): RowChange {
  return (row) => {
    const chosen = [...chosenFields(row, pipe)].filter(([, value]) => value !== '');
    const packed =
      pipe.kind === 'pack_json'
        ? `{${chosen.map(([name, value]) => `${quoteJson(name)}:${quoteJson(value)}`).join(',')}}`
        : chosen.map(([name, value]) => `${name}=${QUOTED.test(value) ? quoteJson(value) : value}`).join(' ');
    row.set(pipe.as, packed);
  };
}

function chosenFields(row: Row, { fields }: PipeOf<'pack_json' | 'pack_logfmt'>): Map<string, string> {
  if (fields.length === 0) return row.fields;
  const chosen = new Map<string, string>();
  for (const { name, prefix } of fields) if (!prefix) chosen.set(name, row.get(name));
  for (const [name, value] of row.fields)
    if (!chosen.has(name) && isChosen(name, fields)) chosen.set(name, value);
  return chosen;
}
