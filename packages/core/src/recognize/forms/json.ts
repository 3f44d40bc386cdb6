import { normalizeJson } from '../../normalize/json.ts';
import type { Form } from '../form.ts';
import { applyZone } from '../times.ts';

/** The place of the time among a draft's claims. */
const TIME = 0;

export const json: Form = {
  name: 'json',
  title:
    'JSON, one object a line: pino, winston, bunyan, zap, zerolog, logrus, slog, structlog, Serilog, ECS, journald ...',
  starts: '{',
  parse(line, draft, origin) {
    if (line.charCodeAt(0) !== 123) return false;
    try {
      normalizeJson(line, draft);
    } catch {
      return false;
    }
    if (origin.zone.name !== 'UTC' && !Number.isNaN(draft.ms)) {
      applyZone(draft.originals[TIME] ?? '', draft, origin);
    }
    return true;
  },
  examples: [
    {
      text: '{"level":50,"time":1731838530123,"pid":7,"hostname":"web-1","name":"shop","msg":"payment failed"}',
      time: '2024-11-17T10:15:30.123Z',
      level: 'error',
      logger: 'shop',
      host: 'web-1',
      message: 'payment failed',
      attributes: { pid: '7' },
    },
    {
      text: '{"level":"warn","message":"slow","timestamp":"2024-11-17T10:15:30.123Z","service":"shop"}',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      service: 'shop',
      message: 'slow',
    },
    {
      text: '{"level":"info","ts":1731838530.123456,"logger":"api","caller":"api/main.go:42","msg":"started"}',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'info',
      logger: 'api',
      message: 'started',
      attributes: { caller: 'api/main.go:42' },
    },
    {
      text: '{"@t":"2024-11-17T10:15:30.1230000Z","@m":"Hello, world","@l":"Warning","SourceContext":"App.Program"}',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      logger: 'App.Program',
      message: 'Hello, world',
      attributes: { severity_text: 'Warning' },
    },
    {
      text: '{"@timestamp":"2024-11-17T10:15:30.123Z","log.level":"ERROR","message":"boom","service.name":"shop","trace.id":"4bf92f3577b34da6a3ce929d0e0e4736"}',
      time: '2024-11-17T10:15:30.123Z',
      level: 'error',
      service: 'shop',
      message: 'boom',
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      attributes: { severity_text: 'ERROR' },
    },
    {
      text: '{"__REALTIME_TIMESTAMP":"1731838530123456","PRIORITY":"4","_HOSTNAME":"web-1","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Connection closed"}',
      time: '2024-11-17T10:15:30.123456Z',
      level: 'warn',
      service: 'sshd',
      host: 'web-1',
      message: 'Connection closed',
    },
  ],
};
