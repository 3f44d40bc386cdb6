import { z } from 'zod';
import { configSchema } from './schema.ts';

/** One setting, as a flag, an environment variable and a key of the file. */
export interface ConfigOption {
  /** `http.listen` */
  key: string;
  /** `LOGBOOM_HTTP_LISTEN` */
  variable: string;
  description: string;
  /** The default as text. */
  default: string;
}

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  description?: string;
  default?: unknown;
}

/** Every setting of the schema, in its order. */
export function configOptions(): ConfigOption[] {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return leaves(schema, []);
}

function leaves(schema: JsonSchema, path: string[]): ConfigOption[] {
  if (schema.properties !== undefined) {
    const inner = Object.entries(schema.properties).flatMap(([name, part]) => leaves(part, [...path, name]));
    const isInput = path[0] === 'inputs' && path.length === 2;
    return isInput ? [option(path, `off turns the input ${path[1]} off`), ...inner] : inner;
  }
  return [option(path, schema.description ?? '', String(schema.default ?? ''))];
}

function option(path: string[], description: string, value = ''): ConfigOption {
  const variable = `LOGBOOM_${path.join('_').toUpperCase()}`;
  return { key: path.join('.'), variable, description, default: value };
}
