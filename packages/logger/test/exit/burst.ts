/** Run by survival.test.ts: logs a burst and ends at once, as the arguments say. */
import {
  configureExit,
  FileHandler,
  getLogger,
  INFO,
  RotatingFileHandler,
  TimedRotatingFileHandler,
} from '@logboom/logger';

const [kind, end, filename = '', lines = '10000'] = process.argv.slice(2);

if (end === 'opt-out') configureExit({ exit: false, signals: [] });
// Buffered as far as it goes: only the exit can bring the lines to the file.
const buffering = 60_000;
const handler =
  kind === 'rotating'
    ? new RotatingFileHandler({ filename, buffering, maxBytes: 200_000, backupCount: 100 })
    : kind === 'timed'
      ? new TimedRotatingFileHandler({ filename, buffering, when: 'midnight' })
      : new FileHandler({ filename, buffering });
const log = getLogger('burst').setLevel(INFO).addHandler(handler);

if (end === 'own-listener') {
  process.on('SIGTERM', () => {
    log.info('last words');
    process.exit(7);
  });
}

for (let i = 0; i < Number(lines); i++) log.info('line %d', i, { i });

switch (end) {
  case 'exit':
  case 'opt-out':
    process.exit(3);
    break;
  case 'throw':
    throw new Error('uncaught');
  case 'reject':
    void Promise.reject(new Error('unhandled'));
    break;
  case 'SIGTERM':
  case 'SIGINT':
    process.kill(process.pid, end);
    setInterval(() => undefined, 1000);
    break;
  case 'own-listener':
    process.kill(process.pid, 'SIGTERM');
    setInterval(() => undefined, 1000);
    break;
  default:
    // The event loop runs empty.
    break;
}
