import { aws } from './aws/aws.ts';
import { clef } from './clef/clef.ts';
import { datadog } from './datadog/datadog.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';
import { forward } from './forward/forward.ts';
import { gelf } from './gelf/gelf.ts';
import { http } from './http/http.ts';
import type { InputType } from './input.ts';
import { journald } from './journald/journald.ts';
import { lines } from './lines/lines.ts';
import { loki } from './loki/loki.ts';
import { nats } from './nats/nats.ts';
import { otlp } from './otlp/otlp.ts';
import { python } from './python/python.ts';
import { redis } from './redis/redis.ts';
import { splunk } from './splunk/splunk.ts';
import { syslog } from './syslog/syslog.ts';

/** Every input: adding a protocol is adding a folder and a line here. */
export const INPUTS: readonly InputType[] = [
  http,
  lines,
  python,
  syslog,
  gelf,
  forward,
  redis,
  nats,
  otlp,
  loki,
  elasticsearch,
  splunk,
  clef,
  datadog,
  journald,
  aws,
];
