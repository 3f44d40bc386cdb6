import { load, save } from '../ui/storage.ts';

const KEY = 'column-widths';
const NARROWEST = 48;
const WIDEST = 2000;

/** Widths that someone dragged columns to, in pixels; kept in this browser. */
export function loadWidths(): Record<string, number> {
  try {
    const value: unknown = JSON.parse(load(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, width]) => typeof width === 'number'));
  } catch {
    return {};
  }
}

export function withWidth(widths: Record<string, number>, name: string, width: number | undefined) {
  const next = { ...widths };
  if (width === undefined) delete next[name];
  else next[name] = Math.max(NARROWEST, Math.min(WIDEST, Math.round(width)));
  save(KEY, JSON.stringify(next));
  return next;
}
