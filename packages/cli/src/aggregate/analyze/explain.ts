import {
  type Draft,
  FORMS,
  formatInstant,
  HEADER_FORMS,
  LEVELS,
  levelIndexOf,
  timeZone,
} from '@logboom/core';
import { formOf } from '../read/form-spec.ts';
import type { Plan } from '../read/inspect.ts';
import { RecordReader } from '../read/record-reader.ts';
import type { Paint } from './colours.ts';

/** What was recognised in a file, with its first record as it is read. */
export function explain(plan: Plan, paint: Paint): string {
  const lines = [`${paint(plan.path, 'bold')}: ${plan.form.name} (${titleOf(plan)})`];
  if (plan.compression !== 'none') lines.push(`  compressed with ${plan.compression}`);
  if (plan.layout !== 'lines')
    lines.push('  JSON whose objects are no lines, as an array: one after the other');
  if (plan.encoding !== 'utf-8') lines.push(`  in ${plan.encoding.toUpperCase()}`);
  let isFirst = true;
  const origin = { zone: timeZone(plan.zone), near: plan.changed };
  const records = new RecordReader(formOf(plan.form), origin, (draft, line) => {
    if (!isFirst) return;
    isFirst = false;
    lines.push(
      paint(`  line ${line}: ${plan.sample[line - 1] ?? ''}`, 'dim'),
      ...fieldsOf(draft).map((field) => `    ${field}`),
    );
  });
  for (const line of plan.sample) records.add(line);
  records.end();
  if (records.counts.odd > 0 && plan.form.name !== 'text') {
    lines.push(
      `  ${records.counts.odd} of the first ${plan.sample.length} lines are of no known form: kept as messages`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function titleOf({ form }: Plan): string {
  return [...FORMS, ...HEADER_FORMS].find(({ name }) => name === form.name)?.title ?? formOf(form).title;
}

function fieldsOf(draft: Draft): string[] {
  const { ms, ns, severity, attributes } = draft;
  const fields: [string, string][] = [
    ['timestamp', Number.isNaN(ms) ? '' : formatInstant(ms, ns)],
    ['level', severity === 0 ? '' : LEVELS[levelIndexOf(severity)]!],
    ['service', draft.service],
    ['logger', draft.logger],
    ['host', draft.host],
    ['trace_id', draft.trace_id],
    ['span_id', draft.span_id],
    ['message', draft.message],
  ];
  for (let i = 0; i < attributes.length; i += 2) fields.push([attributes[i]!, attributes[i + 1]!]);
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} = ${value.replaceAll('\n', '\n      ')}`);
}
