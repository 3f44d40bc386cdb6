import type { LogEvent } from '../event/event.ts';
import { display } from '../values/display.ts';
import { Handler, type HandlerOptions } from './handler.ts';

export interface MetricsHandlerOptions extends HandlerOptions {
  /** The service of records that have no field `service`. @default the logger's name up to the first point */
  service?: string;
  /** The name of the counter. @default 'log_records_total' */
  metric?: string;
  /** Services beyond so many are counted together as `other`. @default 1000 */
  maxServices?: number;
}

/**
 * Counts records by service and level.
 *
 * @example
 * const metrics = new MetricsHandler({ service: 'payment-service' });
 * http.createServer((_, response) => response.end(metrics.prometheus()));
 */
export class MetricsHandler extends Handler {
  readonly #options: MetricsHandlerOptions;
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(options: MetricsHandlerOptions = {}) {
    super(options, { format: (event) => event.message });
    this.#options = options;
  }

  override emit(event: LogEvent): void {
    const levels = this.#levelsOf(this.#serviceOf(event));
    const level = event.levelName.toLowerCase();
    levels.set(level, (levels.get(level) ?? 0) + 1);
  }

  /** How often: `{ 'payment-service.info': 2 }`. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [service, levels] of this.#counts) {
      for (const [level, count] of levels) counts[`${service}.${level}`] = count;
    }
    return counts;
  }

  /** The count of one service and level. */
  count(service: string, level: string): number {
    return this.#counts.get(service)?.get(level.toLowerCase()) ?? 0;
  }

  /** Starts again at nothing. */
  reset(): void {
    this.#counts.clear();
  }

  /** Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats"). */
  prometheus(): string {
    const name = this.#options.metric ?? 'log_records_total';
    let text = `# HELP ${name} Log records by service and level.\n# TYPE ${name} counter\n`;
    for (const [service, levels] of this.#counts) {
      for (const [level, count] of levels) {
        text += `${name}{service="${escapeLabel(service)}",level="${escapeLabel(level)}"} ${count}\n`;
      }
    }
    return text;
  }

  #serviceOf(event: LogEvent): string {
    const field = event.field('service');
    if (field !== undefined) return display(field);
    return this.#options.service ?? event.name.split('.', 1)[0]!;
  }

  #levelsOf(service: string): Map<string, number> {
    const known = this.#counts.get(service);
    if (known !== undefined) return known;
    const full = this.#counts.size >= (this.#options.maxServices ?? 1000);
    const key = full ? 'other' : service;
    const levels = this.#counts.get(key) ?? new Map<string, number>();
    this.#counts.set(key, levels);
    return levels;
  }
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
