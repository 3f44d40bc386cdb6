import { isUtf8 } from 'node:buffer';
import { type Draft, instantOfDigits, LogboomError, severityOfSyslog } from '@logboom/core';
import type { ExportTarget } from './export.ts';

/** Where an entry comes from is told by several fields: the lower rank wins. */
const SERVICES = ['SYSLOG_IDENTIFIER', '_SYSTEMD_UNIT', '_COMM'];

/** Fills a draft from the fields of journal entries (systemd.journal-fields). */
export class EntryFiller implements ExportTarget {
  readonly #draft: () => Draft;
  readonly #add: (problem: LogboomError | undefined) => void;
  #current: Draft | undefined;
  #names = new Set<string>();
  #service = SERVICES.length;
  #sourceTime = false;
  #problem: LogboomError | undefined;

  /**
   * @param draft gives an empty draft
   * @param add takes the draft that is filled, or why the entry cannot be kept
   */
  constructor(draft: () => Draft, add: (problem: LogboomError | undefined) => void) {
    this.#draft = draft;
    this.#add = add;
  }

  field(name: string, value: Buffer): void {
    const draft = this.#begin();
    switch (name) {
      case 'MESSAGE':
        draft.message = value.toString();
        return;
      case 'PRIORITY':
        draft.severity = severityOfSyslog(Number(value.toString('latin1')));
        return;
      case '_HOSTNAME':
        draft.host = value.toString();
        return;
      case 'LOGGER':
        draft.logger = value.toString();
        return;
      case '_SOURCE_REALTIME_TIMESTAMP':
        this.#sourceTime = instantOfDigits(value.toString('latin1'), draft);
        return;
      case '__REALTIME_TIMESTAMP':
        // The source's own time is the better one: the other is when the journal received it.
        if (!this.#sourceTime) instantOfDigits(value.toString('latin1'), draft);
        return;
      default:
        this.#other(name, value, draft);
    }
  }

  oversize(name: string): void {
    this.#begin();
    this.#problem = new LogboomError('LB_RECORD_INVALID', {
      reason: `the field ${name} is over limits.record`,
    });
  }

  entry(): void {
    this.#begin();
    const problem = this.#problem;
    this.#current = undefined;
    this.#add(problem);
  }

  #begin(): Draft {
    if (this.#current === undefined) {
      this.#current = this.#draft();
      this.#names.clear();
      this.#service = SERVICES.length;
      this.#sourceTime = false;
      this.#problem = undefined;
    }
    return this.#current;
  }

  #other(name: string, value: Buffer, draft: Draft): void {
    // Fields that begin with two underscores are addresses in the journal that was read, not part of the entry.
    if (name.startsWith('__')) return;
    const rank = SERVICES.indexOf(name);
    const text = textOf(value);
    if (rank !== -1 && rank < this.#service) {
      this.#service = rank;
      draft.service = name === '_SYSTEMD_UNIT' ? text.replace(/\.service$/, '') : text;
      if (rank === 0) return;
    }
    // A journal may have several values under one name.
    if (this.#names.has(name)) joinTo(draft.attributes, name, text);
    else draft.attribute(name, text);
    this.#names.add(name);
  }
}

function joinTo(attributes: string[], name: string, text: string): void {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) attributes[i + 1] += `\n${text}`;
}

/** Values may be any bytes: what is no text is kept as base64. */
function textOf(value: Buffer): string {
  return isUtf8(value) ? value.toString() : `base64:${value.toString('base64')}`;
}
