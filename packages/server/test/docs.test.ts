import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ALIASES, ERRORS } from '@logboom/core';
import type { Metric } from 'prom-client';
import { expect, test } from 'vitest';
import { configOptions } from '../src/config/options.ts';
import { Metrics } from '../src/metrics/metrics.ts';

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => (text === '' ? '' : `\`${cell(text)}\``);

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** Where the text of a page comes from the program itself. */
const TABLES: Record<string, { page: string; text: () => string }> = {
  configuration: {
    page: 'configuration.md',
    text: () =>
      table(
        ['setting', 'environment', 'default', 'what'],
        configOptions().map((option) => [
          code(option.key),
          code(option.variable),
          code(option.default),
          cell(option.description),
        ]),
      ),
  },
  errors: {
    page: 'errors.md',
    text: () =>
      table(
        ['code', 'status', 'message'],
        Object.entries(ERRORS).map(([name, { status, text }]) => [code(name), String(status), cell(text)]),
      ),
  },
  metrics: {
    page: 'metrics.md',
    text: () =>
      table(
        ['metric', 'labels', 'what'],
        new Metrics().registry
          .getMetricsAsArray()
          .map((metric) => metric as unknown as Metric & { name: string; help: string; labelNames: string[] })
          .filter(({ name }) => name.startsWith('logboom_'))
          .map(({ name, help, labelNames }) => [code(name), labelNames.map(code).join(', '), cell(help)]),
      ),
  },
  aliases: {
    page: 'record.md',
    text: () =>
      table(
        ['stands for', 'names, the first wins'],
        Object.entries(ALIASES).map(([kind, names]) => [code(kind), names.map(code).join(', ')]),
      ),
  },
};

// `vitest run packages/server/test/docs.test.ts --update` writes the tables anew.
test.each(Object.entries(TABLES))(
  'docs: the table of %s is the one of the program',
  async (name, { page, text }) => {
    const current = await readFile(`${DOCS}${page}`, 'utf8');
    const part = new RegExp(`(<!-- begin: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    expect(current).toMatch(part);
    const right = current.replace(part, (_, begin: string, end: string) => `${begin}\n${text()}\n\n${end}`);
    await expect(right).toMatchFileSnapshot(`${DOCS}${page}`);
  },
);
