import { Draft } from '../draft.ts';
import type { Form, Origin } from './form.ts';
import { FORMS, HEADER_FORMS } from './table.ts';
import { UTC } from './zone.ts';

/** Every line is a message: for text of no form. */
export const TEXT: Form = {
  name: 'text',
  title: 'text of no known form: a line is a message',
  starts: '',
  parse(line, draft) {
    draft.message = line;
    return true;
  },
  examples: [],
};

/** A header stands at the top, behind a few comments. */
const HEADER_LINES = 5;
/** At least one line of so many must be of a form: the rest may be stack traces and other forms. */
const LEAST_SHARE = 0.1;
/** See {@link Form.isGeneral}. */
const GENERAL_WEIGHT = 1 / 3;

/**
 * Finds the form of some text from its first lines.
 *
 * @returns {@link TEXT} when no form fits
 */
export function recognize(lines: readonly string[], origin: Origin = nowhere()): Form {
  for (const line of lines.slice(0, HEADER_LINES)) {
    for (const headerForm of HEADER_FORMS) {
      const form = headerForm.open(line);
      if (form !== undefined) return form;
    }
  }
  // Lines that begin with a blank continue another one, in every form.
  const telling = lines.filter((line) => line !== '' && !/^\s/.test(line));
  const paragraphs = paragraphsOf(lines);
  let best = TEXT;
  let bestCount = telling.length * LEAST_SHARE;
  const draft = new Draft();
  for (const form of FORMS) {
    const texts =
      form.framing === 'paragraph'
        ? paragraphs
        : form.isOpen === undefined
          ? telling
          : joinOpen(telling, form.isOpen);
    const count = countLines(form, texts, draft, origin) * (form.isGeneral === true ? GENERAL_WEIGHT : 1);
    if (count > bestCount) {
      best = form;
      bestCount = count;
    }
  }
  return best;
}

function countLines(form: Form, texts: readonly string[], draft: Draft, origin: Origin): number {
  let count = 0;
  for (const text of texts) {
    if (!mayStart(form, text)) continue;
    if (form.parse(text, draft.reset(), origin)) count += lineCount(text);
    else if (form.continuation?.(text) !== undefined) count++;
  }
  return count;
}

/** Lines that a form says belong together, joined. */
function joinOpen(lines: readonly string[], isOpen: NonNullable<Form['isOpen']>): string[] {
  const texts: string[] = [];
  let open = '';
  for (const line of lines) {
    open += line;
    if (isOpen(line, open.length > line.length)) open += '\n';
    else {
      texts.push(open);
      open = '';
    }
  }
  if (open !== '') texts.push(open.slice(0, -1));
  return texts;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function paragraphsOf(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((text) => text.replace(/^\n+|\n+$/g, ''))
    .filter((text) => text !== '');
}

/** The classes of first characters: see {@link Form.starts}. */
function classOf(text: string): string {
  const code = text.charCodeAt(0);
  if (code >= 48 && code <= 57) return '0';
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 'A';
  return text.charAt(0);
}

function mayStart(form: Form, text: string): boolean {
  return form.starts.includes(classOf(text));
}

function nowhere(): Origin {
  return { zone: UTC, near: Date.now() };
}

const LINE_FORMS = FORMS.filter(({ framing }) => framing !== 'paragraph');
const BY_CLASS = new Map<string, readonly Form[]>();

function candidates(text: string): readonly Form[] {
  const character = classOf(text);
  let forms = BY_CLASS.get(character);
  if (forms === undefined) {
    forms = LINE_FORMS.filter(({ starts }) => starts.includes(character));
    // Text from outside must not grow the table without end.
    if (character.charCodeAt(0) < 128) BY_CLASS.set(character, forms);
  }
  return forms;
}

/** Recognises single lines; a line is mostly of the form of the one before. */
export class LineRecognizer {
  #last: Form | undefined;

  /**
   * Fills a draft, empty or not, from a line of any known form.
   *
   * @returns the form; undefined when the line is of none, and the draft is then empty
   */
  parse(line: string, draft: Draft, origin: Origin): Form | undefined {
    const last = this.#last;
    if (last?.parse(line, draft.reset(), origin) === true) return last;
    for (const form of candidates(line)) {
      if (form !== last && form.parse(line, draft.reset(), origin)) {
        this.#last = form;
        return form;
      }
    }
    draft.reset();
    return undefined;
  }
}
