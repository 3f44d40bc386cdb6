import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { reasonOf } from '@logboom/core';
import { mistake } from './check.ts';
import { type DictConfigOptions, dictConfig } from './dict.ts';
import type { DictConfig } from './schema.ts';

/**
 * {@link dictConfig} from a file: JSON, or YAML by its ending (.yaml, .yml) when the package `yaml` is
 * installed.
 *
 * @throws LogboomError LB_CONFIG_INVALID for a file that cannot be read, and for every mistake in it
 */
export async function fileConfig(path: string, options: DictConfigOptions = {}): Promise<void> {
  let config: unknown;
  try {
    const text = await readFile(path, 'utf8');
    config = /^\.ya?ml$/i.test(extname(path)) ? await parseYaml(text) : JSON.parse(text);
  } catch (error) {
    throw mistake(path, `cannot be read: ${reasonOf(error)}`, error);
  }
  dictConfig(config as DictConfig, options);
}

async function parseYaml(text: string): Promise<unknown> {
  // An optional peer: the logger itself depends on nothing.
  const name = 'yaml';
  const yaml = (await import(name).catch((cause) => {
    throw new Error('YAML needs the package yaml; install it with: npm install yaml', { cause });
  })) as { parse(text: string): unknown };
  return yaml.parse(text);
}
