/** The record, severity, time, errors and limits that every part of Logboom agrees on. */
export { Draft } from './draft.ts';
export { ERRORS, type ErrorCode, LogboomError, reasonOf } from './errors.ts';
export type { InputState, InputStatus, InputWay } from './inputs.ts';
export { MAX_DEPTH, MAX_NAME } from './limits.ts';
export { ALIAS_OF, ALIASES } from './normalize/aliases.ts';
export { parseJsonExact } from './normalize/exact.ts';
export { normalizeJson } from './normalize/json.ts';
export { claimOrigin, claimText, claimTime, normalize, unwrapJson } from './normalize/normalize.ts';
export { Continuation } from './recognize/continuation.ts';
export type { Example, Form, HeaderForm, Origin } from './recognize/form.ts';
export { LineRecognizer, recognize, TEXT } from './recognize/recognize.ts';
export { FORMS, HEADER_FORMS } from './recognize/table.ts';
export { userPattern } from './recognize/user-pattern.ts';
export { type TimeZone, timeZone, UTC } from './recognize/zone.ts';
export { COLUMNS, type Column, type LogRecord, TEXT_COLUMNS, type TextColumn } from './record.ts';
export {
  LEVELS,
  type Level,
  levelIndexOf,
  levelOf,
  SEVERITY,
  SEVERITY_DEFAULT,
  severityOfNumber,
  severityOfPino,
  severityOfPython,
  severityOfSyslog,
  severityOfWord,
} from './severity.ts';
export {
  DAY_MS,
  EARLIEST_MS,
  formatInstant,
  type Instant,
  instantOfDigits,
  instantOfNanos,
  instantOfNumber,
  instantOfText,
  nanosOf,
} from './time.ts';
