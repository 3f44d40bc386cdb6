import { z } from 'zod';

/** How a panel shows what its query gives. */
export const PANEL_KINDS = ['time series', 'table', 'top list', 'single value', 'heat map'] as const;

const id = z.string().regex(/^[\w-]{1,64}$/, 'write 1 to 64 letters, digits, - or _');
const title = z.string().trim().min(1, 'it needs a text').max(200);
const query = z.string().max(10_000);
const last = z.string().regex(/^\d{1,6}[smhdw]$/, 'write a length of time such as 15m, 6h or 7d');

const panel = z.strictObject({
  id,
  title: z.string().trim().max(200),
  kind: z.enum(PANEL_KINDS),
  /** LogsQL; `$name` stands for the value of a variable. */
  query,
  /** What follows a number: `ms`, `%`. */
  unit: z.string().max(20).optional(),
  /** Columns of the twelve of the grid. */
  width: z.int().min(1).max(12),
  /** Rows of the grid. */
  height: z.int().min(2).max(24),
});

const variable = z.strictObject({
  name: z.string().regex(/^\w{1,40}$/, 'write letters, digits or _'),
  /** Empty: matches everything. */
  value: z.string().max(1000),
  /** The field whose values are offered. */
  field: z.string().max(200).optional(),
});

const unique =
  <Key extends string>(key: Key, what: string) =>
  (list: readonly Record<Key, string>[], context: z.RefinementCtx): void => {
    list.forEach((item, index) => {
      if (list.findIndex((other) => other[key] === item[key]) === index) return;
      const message = `another ${what} has this ${key} already`;
      context.addIssue({ code: 'custom', path: [index, key], message });
    });
  };

const dashboard = z.strictObject({
  title,
  /** The last while that is shown at first: `1h`. */
  last: last.default('1h'),
  variables: z.array(variable).max(20).superRefine(unique('name', 'variable')).default([]),
  panels: z.array(panel).max(60).superRefine(unique('id', 'panel')),
});

const savedQuery = z.strictObject({
  name: title,
  /** LogsQL. */
  query: query.min(1, 'it needs a query'),
});

/** Panels over one time range, in the order they flow over a grid of twelve columns. */
export type Dashboard = z.output<typeof dashboard>;
export type Panel = z.output<typeof panel>;
export type PanelKind = (typeof PANEL_KINDS)[number];
export type Variable = z.output<typeof variable>;
export type SavedQuery = z.output<typeof savedQuery>;

/** What the server keeps of a thing that people make on the page. */
export interface Document<Body = unknown> {
  id: string;
  /** 1 for the first, one more for each change. */
  version: number;
  /** When it was changed last: RFC 3339. */
  updated: string;
  body: Body;
}

/** A kind of document: its form and its limits. */
export interface DocumentKind {
  /** As stored, and in messages. */
  name: 'dashboard' | 'query';
  /** Its path: `/api/v1/dashboards`. */
  path: string;
  schema: z.ZodType<Dashboard | SavedQuery>;
  /** Bytes of one, as JSON. */
  size: number;
  /** How many there may be. */
  count: number;
}

/** Every kind of document: adding one is adding a line. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  { name: 'dashboard', path: 'dashboards', schema: dashboard, size: 128 * 1024, count: 200 },
  { name: 'query', path: 'queries', schema: savedQuery, size: 32 * 1024, count: 1000 },
];

export const documentId = id;
