import { quoted } from '../data/filter-text.ts';

export const KINDS = ['time series', 'table', 'top list', 'single value'] as const;
export type Kind = (typeof KINDS)[number];

export interface Panel {
  id: string;
  title: string;
  kind: Kind;
  /** LogsQL; `$name` stands for the value of a variable. */
  query: string;
  /** Of three columns. */
  width: 1 | 2 | 3;
}

export interface Dashboard {
  id: string;
  title: string;
  last: string;
  variables: { name: string; value: string }[];
  panels: Panel[];
}

export const newId = (): string => crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);

/** A dashboard that shows something at once. */
export const firstDashboard = (): Dashboard => ({
  id: newId(),
  title: 'New dashboard',
  last: '1h',
  variables: [],
  panels: [
    {
      id: newId(),
      title: 'Records by level',
      kind: 'time series',
      query: '* | stats by (level) count() as records',
      width: 2,
    },
    {
      id: newId(),
      title: 'Errors',
      kind: 'single value',
      query: 'level:in(error, fatal) | stats count() as errors',
      width: 1,
    },
    {
      id: newId(),
      title: 'Services',
      kind: 'top list',
      query: '* | stats by (service) count() as records | sort by (records desc) | limit 10',
      width: 1,
    },
    {
      id: newId(),
      title: 'Newest errors',
      kind: 'table',
      query: 'level:in(error, fatal) | sort by (_time desc) | limit 20 | fields _time, service, _msg',
      width: 2,
    },
  ],
});

/** A query with its variables filled in, quoted where the language needs it; an empty one matches everything. */
export function fillVariables(query: string, variables: Dashboard['variables']): string {
  return query.replace(/\$(\w+)/g, (text, name: string) => {
    const variable = variables.find((other) => other.name === name);
    if (variable === undefined) return text;
    return variable.value === '' ? '*' : quoted(variable.value);
  });
}

/** Reads the text of an exported dashboard. @throws Error that says what is wrong with it */
export function readDashboard(text: string): Dashboard {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This file is not JSON. Choose one that "Export" of a dashboard made.');
  }
  if (!isObject(value) || !Array.isArray(value.panels))
    throw new Error('This file is no dashboard: it has no panels.');
  const variables = Array.isArray(value.variables) ? value.variables.filter(isObject) : [];
  return {
    id: textOr(value.id, newId()),
    title: textOr(value.title, 'Dashboard'),
    last: textOr(value.last, '1h'),
    variables: variables.map(({ name, value: initial }) => ({
      name: textOr(name, 'name'),
      value: textOr(initial, ''),
    })),
    panels: value.panels.filter(isObject).map(readPanel),
  };
}

function readPanel({ id, title, kind, query, width }: Record<string, unknown>): Panel {
  return {
    id: textOr(id, newId()),
    title: textOr(title, ''),
    kind: KINDS.find((known) => known === kind) ?? 'table',
    query: textOr(query, '*'),
    width: width === 2 || width === 3 ? width : 1,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
