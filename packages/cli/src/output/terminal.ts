import type { Level } from '@logboom/core';

/** Codes of a terminal (SGR). */
export const COLOURS: Record<Level, string> = {
  trace: '90',
  debug: '36',
  info: '32',
  warn: '33',
  error: '31',
  fatal: '1;31',
};

/** Whether text for this stream is coloured: FORCE_COLOR and NO_COLOR (no-color.org) decide, else the terminal. */
export function hasColours(
  stream: { isTTY?: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  const { FORCE_COLOR: forced = '', NO_COLOR: none = '' } = environment;
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if (none !== '') return false;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
