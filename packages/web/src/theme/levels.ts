import type { Level } from '@logboom/core';

/** Whole class names, so that Tailwind finds them in the source. */
export const LEVEL_TEXT: Record<Level, string> = {
  trace: 'text-trace',
  debug: 'text-debug',
  info: 'text-info',
  warn: 'text-warn',
  error: 'text-error',
  fatal: 'text-fatal',
};

export const LEVEL_FILL: Record<Level, string> = {
  trace: 'bg-trace',
  debug: 'bg-debug',
  info: 'bg-info',
  warn: 'bg-warn',
  error: 'bg-error',
  fatal: 'bg-fatal',
};

/** The word stays quiet for what is usual, so that what matters stands out. */
export const LEVEL_WORD: Record<Level, string> = {
  trace: 'text-trace',
  debug: 'text-debug',
  info: 'text-info',
  warn: 'font-semibold text-warn',
  error: 'font-semibold text-error',
  fatal: 'font-semibold text-fatal',
};

/** The bar at the left edge of a row. */
export const LEVEL_BAR: Record<Level, string> = {
  trace: 'bg-trace/30',
  debug: 'bg-debug/40',
  info: 'bg-info/40',
  warn: 'bg-warn',
  error: 'bg-error',
  fatal: 'bg-fatal',
};

/** Only what needs attention has a tint: a calm table of info rows stays plain. */
export const LEVEL_TINT: Record<Level, string> = {
  trace: '',
  debug: '',
  info: '',
  warn: 'bg-tint-warn',
  error: 'bg-tint-error',
  fatal: 'bg-tint-fatal',
};
