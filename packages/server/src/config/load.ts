import { readFile } from 'node:fs/promises';
import { LogboomError, reasonOf } from '@logboom/core';
import { parse } from 'yaml';
import { INPUTS } from '../inputs/table.ts';
import { configOptions } from './options.ts';
import { type Config, configSchema } from './schema.ts';

export interface ConfigSources {
  /** The file; when it is not named, `logboom.yaml` in the working directory if there is one. */
  file?: string | undefined;
  /** Values by key (`http.listen`): the flags. */
  flags?: Record<string, string>;
  /** @default process.env */
  environment?: Record<string, string | undefined>;
}

type Tree = { [name: string]: unknown };

const DEFAULT_FILE = 'logboom.yaml';

/**
 * The configuration: flags win over the environment, the environment over the file, the file over defaults.
 *
 * @throws LogboomError LB_CONFIG_INVALID with the path of the mistake
 */
export async function loadConfig(sources: ConfigSources = {}): Promise<Config> {
  const { file, flags = {}, environment = process.env } = sources;
  const tree = await readTree(file);
  const options = configOptions();
  for (const { key, variable } of options) {
    const value = flags[key] ?? environment[variable];
    if (value !== undefined) put(tree, key.split('.'), value);
  }
  expandOff(tree);
  const result = configSchema.safeParse(tree);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new LogboomError('LB_CONFIG_INVALID', {
    path: issue.path.join('.') || '(root)',
    reason: explain(issue),
  });
}

function explain(issue: { code: string; message: string; keys?: string[] }): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return `there is no setting '${issue.keys?.join("', '")}'; logboom serve --help lists all`;
}

async function readTree(file: string | undefined): Promise<Tree> {
  let text: string;
  try {
    text = await readFile(file ?? DEFAULT_FILE, 'utf8');
  } catch (cause) {
    if (file === undefined) return {};
    throw new LogboomError('LB_CONFIG_INVALID', { path: file, reason: reasonOf(cause) }, { cause });
  }
  try {
    const tree: unknown = parse(text);
    if (tree === null) return {};
    if (typeof tree === 'object' && !Array.isArray(tree)) return tree as Tree;
  } catch (cause) {
    throw new LogboomError(
      'LB_CONFIG_INVALID',
      { path: file ?? DEFAULT_FILE, reason: reasonOf(cause) },
      { cause },
    );
  }
  throw new LogboomError('LB_CONFIG_INVALID', {
    path: file ?? DEFAULT_FILE,
    reason: 'it must hold keys and values',
  });
}

function put(tree: Tree, [name, ...rest]: string[], value: string): void {
  if (name === undefined) return;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const inner = tree[name];
  const branch = typeof inner === 'object' && inner !== null ? (inner as Tree) : {};
  tree[name] = branch;
  put(branch, rest, value);
}

/** `inputs.python: off` turns all its listeners off. */
function expandOff(tree: Tree): void {
  const { inputs } = tree;
  if (typeof inputs !== 'object' || inputs === null) return;
  for (const { name, defaults } of INPUTS) {
    const value = (inputs as Tree)[name];
    if (value !== 'off' && value !== false) continue;
    (inputs as Tree)[name] = Object.fromEntries(Object.keys(defaults).map((key) => [key, 'off']));
  }
}
