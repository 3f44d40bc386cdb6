import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A fenced block of a page. */
export interface Snippet {
  language: string;
  text: string;
}

/** The fenced blocks of a page of this repository, in order. */
export async function snippetsOf(page: string): Promise<Snippet[]> {
  const text = await readFile(fileURLToPath(new URL(`../../${page}`, import.meta.url)), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }));
}
