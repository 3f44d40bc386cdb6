/**
 * The load generator of bench/ingest.ts, a process of its own: makes the bodies first, then sends them and
 * prints what it took as JSON. Arguments: JSON of {@link IngestLoad}.
 */
import { type PostTarget, postAll } from './post.ts';
import { type BenchRecord, benchRecord } from './records.ts';

export interface IngestLoad extends PostTarget {
  form: 'logboom' | 'clickhouse';
  records: number;
  batch: number;
  connections: number;
}

const load = JSON.parse(process.argv[2]!) as IngestLoad;
const start = Date.now() - load.records;

/** The same record as a row of the table. */
function row({ time, level, user, ...rest }: BenchRecord, number: number): object {
  return {
    ...rest,
    timestamp: time,
    observed: time,
    severity: 9,
    level,
    attributes: { user },
    source: 'bench',
    node: 'bench',
    seq: number,
  };
}

function* bodies(): Generator<Buffer> {
  for (let first = 0; first < load.records; first += load.batch) {
    let text = '';
    for (let number = first; number < Math.min(first + load.batch, load.records); number++) {
      const record = benchRecord(number, start);
      text += `${JSON.stringify(load.form === 'logboom' ? record : row(record, number))}\n`;
    }
    yield Buffer.from(text);
  }
}

const all = [...bodies()];
const bytes = all.reduce((sum, body) => sum + body.length, 0);
process.stdout.write(JSON.stringify({ ...(await postAll(load, all, load.connections)), bytes }));
