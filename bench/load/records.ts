/** How many records one request brings. */
export const BATCH = 5_000;

const SERVICES = ['shop', 'billing', 'search', 'mail', 'auth'];
const LEVELS = ['info', 'info', 'info', 'debug', 'warn', 'error'];
const PATHS = ['/api/v1/cart', '/api/v1/orders', '/login', '/static/app.js', '/api/v1/search'];

/** What a record of the benchmark says; as JSON about 220 bytes in 8 fields. */
export interface BenchRecord {
  time: string;
  level: string;
  service: string;
  logger: string;
  host: string;
  message: string;
  trace_id: string;
  user: string;
}

const hex = (value: number): string =>
  Math.imul(value, 2_654_435_761).toString(16).padStart(8, '0').slice(-8);

/** The record of a number: the same again for the same number. */
export function benchRecord(number: number, start: number): BenchRecord {
  return {
    time: new Date(start + number).toISOString(),
    level: LEVELS[number % LEVELS.length]!,
    service: SERVICES[number % SERVICES.length]!,
    logger: `http.request${number % 7}`,
    host: `node-${number % 12}`,
    message: `GET ${PATHS[number % PATHS.length]} ${200 + (number % 5)} took ${number % 997} ms`,
    trace_id: hex(number) + hex(number + 1) + hex(number + 2) + hex(number + 3),
    user: `u${number % 10_000}`,
  };
}
