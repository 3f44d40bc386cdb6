import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { rounded } from './figures.ts';

const PAGE = new URL('../../docs/performance.md', import.meta.url);

/** Writes a table of docs/performance.md, and how busy the machine was. */
export async function writeTable(name: string, head: string[], rows: string[][]): Promise<void> {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const load = rounded(loadavg()[0]!);
  const note = `Load average at the end of the run: ${load}, on ${availableParallelism()} processors.`;
  const page = await readFile(PAGE, 'utf8');
  const part = new RegExp(`(<!-- begin: ${name} -->\\n)[\\s\\S]*?(\\n<!-- end -->)`);
  const text = `\n${lines.join('\n')}\n\n${note}\n`;
  await writeFile(
    PAGE,
    page.replace(part, (_, begin: string, end: string) => begin + text + end),
  );
}
