/**
 * What runs in the engine's process, and nothing else: ClickHouse's own command line, called in libchdb on
 * the main thread. Its last statement reads standard input until that closes, so the engine lives
 * exactly as long as its parent holds the pipe: kill -9 of the server ends it too.
 */
import { createRequire } from 'node:module';
import { DataType, load, open } from 'ffi-rs';

const { libchdbPath } = createRequire(import.meta.url)('chdb/libchdb') as { libchdbPath(): string };

open({ library: 'chdb', path: libchdbPath() });
const args = ['clickhouse', ...process.argv.slice(2)];
const status = load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.I32,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
});
process.exitCode = status === 0 ? 0 : 1;
