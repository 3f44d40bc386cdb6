import type { Form, HeaderForm } from './form.ts';
import { cri, docker, goStandard, klog } from './forms/containers.ts';
import { postgresql, redis } from './forms/databases.ts';
import { levelFirst, monolog, timestamped, windows } from './forms/general.ts';
import { javaUtilLogging, log4j, logback, logbackClock, springBoot, tomcat } from './forms/java.ts';
import { json } from './forms/json.ts';
import { logfmt } from './forms/logfmt.ts';
import { loguru, pipes } from './forms/pipes.ts';
import { pythonBasic, pythonDashes } from './forms/python.ts';
import { railsRequest, rubyLogger } from './forms/ruby.ts';
import { syslog3164, syslog5424, syslogIso } from './forms/syslog.ts';
import { alternatives, aptHistory, dpkg, journalExport } from './forms/system.ts';
import { csv, w3c } from './forms/tables.ts';
import { access, apacheError, nginxError } from './forms/web.ts';

/** Every form that is recognised; where several fit, the first one does. */
export const FORMS: readonly Form[] = [
  docker,
  json,
  logfmt,
  pipes,
  loguru,
  pythonDashes,
  pythonBasic,
  access,
  nginxError,
  apacheError,
  syslog5424,
  syslog3164,
  cri,
  syslogIso,
  klog,
  postgresql,
  redis,
  springBoot,
  logback,
  logbackClock,
  log4j,
  javaUtilLogging,
  tomcat,
  rubyLogger,
  railsRequest,
  journalExport,
  aptHistory,
  dpkg,
  alternatives,
  monolog,
  goStandard,
  windows,
  timestamped,
  levelFirst,
];

/** Forms that a header line explains. */
export const HEADER_FORMS: readonly HeaderForm[] = [csv, w3c];
