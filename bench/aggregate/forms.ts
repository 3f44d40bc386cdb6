import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A form of log lines, made up line by line. */
export interface Form {
  name: string;
  line(i: number): string;
  /** Whether the deck's aggregator can read it. */
  hasReference: boolean;
}

const LEVELS = ['INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'WARNING', 'INFO', 'DEBUG', 'ERROR'];
const START = Date.UTC(2026, 0, 2);

const message = (i: number): string => `request ${i} took ${i % 977} ms for user u${i % 1000}`;
const level = (i: number): string => LEVELS[(i * 7919) % 10]!;
const clock = (i: number): string => new Date(START + i).toISOString().slice(11, 19);

export const FORMS: readonly Form[] = [
  {
    name: 'json',
    hasReference: true,
    line: (i) =>
      JSON.stringify({
        timestamp: new Date(START + i).toISOString(),
        level: level(i).toLowerCase(),
        service: `service${i % 7}`,
        trace_id: (Math.imul(i >> 2, 2654435761) >>> 0).toString(16).padStart(32, '0'),
        message: message(i),
        user_id: `u${i % 1000}`,
        duration_ms: i % 977,
        path: `/api/v1/items/${i % 50}`,
      }),
  },
  {
    name: 'pipes',
    hasReference: true,
    line: (i) =>
      `${((START + i) / 1e3).toFixed(3)} | ${level(i)} | ${message(i)} | service${i % 7} | trace-${i >> 2}`,
  },
  {
    name: 'access',
    hasReference: false,
    line: (i) =>
      `10.0.${i % 250}.${i % 199} - - [02/Jan/2026:${clock(i)} +0000] "GET /api/v1/items/${i % 50} HTTP/1.1" ${i % 100 === 0 ? 500 : 200} ${i % 5000} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
  },
];

export async function generate(path: string, { line }: Form, lines: number): Promise<void> {
  const stream = createWriteStream(path);
  for (let i = 0; i < lines; i += 5_000) {
    const part = Array.from({ length: Math.min(5_000, lines - i) }, (_, k) => `${line(i + k)}\n`).join('');
    if (!stream.write(part)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
