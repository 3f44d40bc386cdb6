import { ALIASES, claimOrigin, type Draft, LogboomError, normalize } from '@logboom/core';
import { EventTime, plain, readTime } from './values.ts';

/** The place of the time among a draft's claims. */
const TIME = 0;
/** A record's own time is better than that of its envelope if it is called so. */
const OWN_TIME: ReadonlySet<string> = new Set(ALIASES.timestamp.slice(0, 5));
/** Fluent Bit puts records of one resource between entries whose seconds are these. */
const GROUP_BEGINS = 0xffff_ffff;
const GROUP_ENDS = 0xffff_fffe;

const envelope = { ms: 0, ns: 0 };

/** Fills drafts from the entries of one message. */
export class ForwardRecords {
  readonly #tag: string;
  #group: object | undefined;

  constructor(tag: string) {
    this.#tag = tag;
  }

  /**
   * Fills a draft from a time (or, as Fluent Bit sends it, a time with metadata) and a record.
   *
   * @param draft a draft that was reset
   * @returns false when the entry is none but tells of those that follow
   * @throws LogboomError LB_RECORD_INVALID
   */
  fill(time: unknown, record: unknown, draft: Draft): boolean {
    const fields = plain(record);
    const [at, metadata] = Array.isArray(time) ? time : [time];
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
      throw new LogboomError('LB_RECORD_INVALID', { reason: 'a record is a map' });
    }
    if (at instanceof EventTime && (at.seconds === GROUP_BEGINS || at.seconds === GROUP_ENDS)) {
      this.#group = at.seconds === GROUP_BEGINS ? fields : undefined;
      return false;
    }
    normalize(fields, draft);
    this.#fillTime(at, draft);
    if (typeof metadata === 'object' && metadata !== null) normalize(plain(metadata) as object, draft);
    if (this.#group !== undefined) normalize(this.#group, draft);
    if (this.#tag !== '') claimOrigin('tag', this.#tag, draft);
    return true;
  }

  #fillTime(at: unknown, draft: Draft): void {
    if (!readTime(at, envelope)) return;
    const isClaimed = !Number.isNaN(draft.ms);
    if (isClaimed && OWN_TIME.has(draft.claimants[TIME]!)) return;
    if (isClaimed) draft.attribute(draft.claimants[TIME]!, draft.originals[TIME]!);
    draft.ms = envelope.ms;
    draft.ns = envelope.ns;
  }
}
