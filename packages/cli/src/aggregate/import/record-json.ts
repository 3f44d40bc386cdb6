import { type Draft, formatInstant, levelOf } from '@logboom/core';

/**
 * A record as a line of JSON that the server reads back as the same record: every column stands first, also
 * when it is empty, so that no attribute can take its place.
 */
export function recordJson({ ms, ns, severity, attributes, ...draft }: Draft): string {
  const time = Number.isNaN(ms) ? '' : `"timestamp":"${formatInstant(ms, ns)}",`;
  const level = severity === 0 ? '' : `"level":"${levelOf(severity)}","severity_number":${severity},`;
  const { message, service, logger, host, trace_id, span_id } = draft;
  let line = `{${time}${level}${JSON.stringify({ message, service, logger, host, trace_id, span_id }).slice(1, -1)}`;
  for (let i = 0; i < attributes.length; i += 2) {
    line += `,${JSON.stringify(attributes[i])}:${JSON.stringify(attributes[i + 1])}`;
  }
  return `${line}}\n`;
}
