import { DEBUG, type Formatter, FunctionHandler, JsonFormatter, type Logger, Manager } from '@logboom/logger';

/** A tree of its own whose records are kept as JSON objects. */
export function collector(formatter: Formatter = new JsonFormatter()): {
  log: Logger;
  manager: Manager;
  lines: string[];
  records: () => Record<string, unknown>[];
  last: () => Record<string, unknown>;
} {
  const manager = new Manager();
  const lines: string[] = [];
  manager.root
    .setLevel(DEBUG)
    .addHandler(new FunctionHandler((line) => void lines.push(line), { formatter }));
  const records = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log: manager.getLogger('test'), manager, lines, records, last: () => records().at(-1)! };
}
