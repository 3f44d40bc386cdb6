import type { Command } from './registry.ts';

/** Commands in whose title every typed word begins a word or stands in one; beginnings first. */
export function match(list: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (command: Command): number => {
    const title = command.title.toLowerCase();
    if (!words.every((word) => title.includes(word))) return -1;
    return words.filter((word) => ` ${title}`.includes(` ${word}`)).length;
  };
  return list
    .map((command) => ({ command, rank: rank(command) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command);
}
