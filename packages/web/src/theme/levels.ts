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

/** Only what needs attention has a tint: a calm table of info rows stays plain. */
export const LEVEL_TINT: Record<Level, string> = {
  trace: '',
  debug: '',
  info: '',
  warn: 'bg-tint-warn',
  error: 'bg-tint-error',
  fatal: 'bg-tint-fatal',
};
