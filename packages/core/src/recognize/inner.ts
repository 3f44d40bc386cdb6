import type { Draft } from '../draft.ts';
import type { Form, Origin } from './form.ts';
import { levelFirst } from './forms/general.ts';
import { logback, springBoot } from './forms/java.ts';
import { json } from './forms/json.ts';
import { logfmt } from './forms/logfmt.ts';
import { pythonBasic } from './forms/python.ts';

/** What programs in containers write most. */
const INNER: readonly Form[] = [json, logfmt, springBoot, logback, pythonBasic, levelFirst];

/** Fills a draft from the text that another form wraps; text of no form is the message. */
export function parseInner(text: string, draft: Draft, origin: Origin): void {
  for (const form of INNER) {
    if (form.parse(text, draft, origin)) return;
    draft.reset();
  }
  draft.message = text;
}
