import type { Dashboard, Panel, PanelKind, Variable } from '@logboom/server/documents';
import { newId } from '../data/documents.ts';
import { quoted } from '../data/filter-text.ts';

/** How a panel may show its query, with what each needs of it. */
export const KINDS: Record<PanelKind, string> = {
  'time series': 'Lines over time. The query ends in | stats ..., one line for each group.',
  table: 'Rows as they come, sorted by a press on a heading.',
  'top list': 'Bars by the last column of numbers.',
  'single value': 'The first value of the first row, large.',
  'heat map': 'One row for each group of | stats ..., darker where there is more.',
};

export const KIND_NAMES = Object.keys(KINDS) as PanelKind[];

export const COLUMNS = 12;
export const ROWS_MOST = 24;

export const newPanel = (): Panel => ({
  id: newId(),
  title: 'New panel',
  kind: 'time series',
  query: '* | stats by (service) count() as records',
  width: 6,
  height: 6,
});

export const emptyDashboard = (): Dashboard => ({
  title: 'New dashboard',
  last: '1h',
  variables: [],
  panels: [],
});

type Sketch = [kind: PanelKind, title: string, width: number, height: number, query: string];

const EXAMPLE: Sketch[] = [
  ['single value', 'Records', 3, 3, 'service:$service | stats count() as records'],
  ['single value', 'Errors', 3, 3, 'service:$service level:in(error, fatal) | stats count() as errors'],
  ['single value', 'Services', 3, 3, 'service:$service | stats count_uniq(service) as services'],
  ['single value', 'Hosts', 3, 3, 'service:$service | stats count_uniq(host) as hosts'],
  ['time series', 'Records by level', 8, 7, 'service:$service | stats by (level) count() as records'],
  [
    'top list',
    'Loudest services',
    4,
    7,
    'service:$service | stats by (service) count() as records | sort by (records desc) | limit 10',
  ],
  ['heat map', 'Services over time', 12, 6, 'service:$service | stats by (service) count() as records'],
  [
    'table',
    'Newest errors',
    12,
    7,
    'service:$service level:in(error, fatal) | sort by (_time desc) | limit 50 | fields _time, service, level, _msg',
  ],
];

/** A dashboard of every kind of panel that shows something at once, whatever is logged. */
export const exampleDashboard = (): Dashboard => ({
  title: 'What happens now',
  last: '1h',
  variables: [{ name: 'service', value: '', field: 'service' }],
  panels: EXAMPLE.map(([kind, title, width, height, query]) => ({
    id: newId(),
    title,
    kind,
    query,
    width,
    height,
  })),
});

/** A query with its variables filled in, quoted where the language needs it; an empty one matches everything. */
export function fillVariables(query: string, variables: readonly Variable[]): string {
  return query.replace(/\$(\w+)/g, (text, name: string) => {
    const variable = variables.find((other) => other.name === name);
    if (variable === undefined) return text;
    return variable.value === '' ? '*' : quoted(variable.value);
  });
}

/** The panels with one at another place. */
export function moved(panels: readonly Panel[], id: string, to: number): Panel[] {
  const from = panels.findIndex((panel) => panel.id === id);
  const panel = panels[from];
  if (panel === undefined) return [...panels];
  const rest = panels.toSpliced(from, 1);
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, panel);
}

/** The panel with so many columns and rows more, within what the grid has. */
export const resized = (panel: Panel, columns: number, rows: number): Panel => ({
  ...panel,
  width: Math.max(2, Math.min(COLUMNS, columns)),
  height: Math.max(2, Math.min(ROWS_MOST, rows)),
});

/**
 * Reads the text of an exported dashboard; the server tells what it cannot keep of it.
 *
 * @throws Error that says what is wrong with it
 */
export function readDashboard(text: string): Dashboard {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This file is not JSON. Choose one that "Export" of a dashboard made.');
  }
  if (!isObject(value) || !Array.isArray(value.panels))
    throw new Error('This file is no dashboard: it has no panels.');
  // The id is that of the place where it was; here it gets its own.
  const { id: _id, panels, ...rest } = value;
  return { variables: [], ...rest, panels: panels.map(withHeight) } as unknown as Dashboard;
}

/** Panels of the page's first version: one to three thirds wide, and all of one height. */
function withHeight(panel: unknown): unknown {
  if (!isObject(panel) || 'height' in panel || typeof panel.width !== 'number') return panel;
  return { ...panel, width: panel.width * 4, height: 6 };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
