import { mistake } from './check.ts';

/** What `ext://` names stand for, beside what is reachable from globalThis. */
export type Externals = Readonly<Record<string, unknown>>;

const BUILT_IN: Externals = {
  get 'sys.stdout'() {
    return process.stdout;
  },
  get 'sys.stderr'() {
    return process.stderr;
  },
};

/** Resolves `ext://` and `cfg://` texts anywhere in a value; other values stay as they are. */
export function resolveValue(value: unknown, path: string, config: unknown, externals: Externals): unknown {
  if (typeof value === 'string') return resolveText(value, path, config, externals);
  if (Array.isArray(value))
    return value.map((item, i) => resolveValue(item, `${path}.${i}`, config, externals));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, resolveValue(item, `${path}.${key}`, config, externals)]),
    );
  }
  return value;
}

function resolveText(text: string, path: string, config: unknown, externals: Externals): unknown {
  if (text.startsWith('ext://')) return resolveExternal(text.slice('ext://'.length), path, externals);
  if (!text.startsWith('cfg://')) return text;
  const name = text.slice('cfg://'.length);
  const found = walk(config, name.replace(/\[(\w+)\]/g, '.$1').split('.'));
  if (found === undefined) throw mistake(path, `cfg://${name} is not in this configuration`);
  return found;
}

/** The thing that an external name stands for. */
export function resolveExternal(name: string, path: string, externals: Externals): unknown {
  if (Object.hasOwn(externals, name)) return externals[name];
  if (Object.hasOwn(BUILT_IN, name)) return BUILT_IN[name];
  const found = walk(globalThis, name.split('.'));
  if (found === undefined) {
    throw mistake(path, `ext://${name} is not known; give it in the option externals, as { '${name}': ... }`);
  }
  return found;
}

/** Follows names through own and inherited properties, but not to what every object has. */
function walk(from: unknown, names: readonly string[]): unknown {
  let at: unknown = from;
  for (const name of names) {
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null) return undefined;
    if (name in Object.prototype) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}
