import type { Level } from '@logboom/core';
import { COLOURS } from '../../output/terminal.ts';

/** Paints text for a terminal, or leaves it. */
export type Paint = (text: string, colour: Level | 'dim' | 'bold') => string;

export function painter(isOn: boolean): Paint {
  if (!isOn) return (text) => text;
  return (text, colour) => {
    const code = colour === 'dim' ? '90' : colour === 'bold' ? '1' : COLOURS[colour];
    return `\x1b[${code}m${text}\x1b[0m`;
  };
}
