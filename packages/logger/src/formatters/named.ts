import type { Formatter } from './formatter.ts';
import { JsonFormatter } from './json.ts';
import { LogfmtFormatter } from './logfmt.ts';
import { OtelFormatter } from './otel.ts';
import { PrettyFormatter } from './pretty.ts';
import { ecs, gcp } from './shapes.ts';

/** Formatters that a configuration may name in place of a format. */
export type FormatName = 'json' | 'ecs' | 'gcp' | 'otel' | 'logfmt' | 'pretty';

const NAMED: Readonly<Record<FormatName, () => Formatter>> = {
  json: () => new JsonFormatter(),
  ecs: () => new JsonFormatter({ shape: ecs() }),
  gcp: () => new JsonFormatter({ shape: gcp() }),
  otel: () => new OtelFormatter(),
  logfmt: () => new LogfmtFormatter(),
  pretty: () => new PrettyFormatter({ colors: false }),
};

/** The formatter of a name; `undefined` for any other text. */
export function formatterNamed(name: string): Formatter | undefined {
  return Object.hasOwn(NAMED, name) ? NAMED[name as FormatName]() : undefined;
}
