import type { Draft } from '../draft.ts';
import type { Level } from '../severity.ts';
import type { TimeZone } from './zone.ts';

/** What a line does not say of itself: how its times are to be read. */
export interface Origin {
  /** The zone of times that name none. */
  zone: TimeZone;
  /** A moment in ms near the lines (the last change of their file, or now): for times without a year or a date. */
  near: number;
}

/** A line (or paragraph) of a form and what it must become: documentation and test case in one. */
export interface Example {
  text: string;
  /** RFC 3339 in UTC; absent where the line has no time. Times without a year are of 2024, without a date of 2024-11-17. */
  time?: string;
  level?: Level;
  message?: string;
  service?: string;
  logger?: string;
  host?: string;
  trace_id?: string;
  span_id?: string;
  attributes?: Record<string, string>;
}

/** A form of log text that is recognised. */
export interface Form {
  /** Stable, in words of the field: `nginx-error`. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** What a record is made of: one line (and what continues it), or all lines up to an empty one. @default 'line' */
  readonly framing?: 'line' | 'paragraph';
  /** It fits nearly anything: a form that says more of a third as many lines is preferred. */
  readonly isGeneral?: boolean;
  /** What the first character can be: itself, `0` for any digit, `A` for any ASCII letter. */
  readonly starts: string;
  /** The text that a line adds to the record before it, where the form has such lines (PostgreSQL's DETAIL). */
  continuation?(line: string): string | undefined;
  /**
   * Whether the record goes on in the next line, whatever that is: an open quote, a part of a long line, the first of
   * two lines. Such lines are parsed together, with line ends between them; if they do not fit, each by itself.
   *
   * @param wasOpen whether it was open before this line
   */
  isOpen?(line: string, wasOpen: boolean): boolean;
  /** Whether a line is no record at all: a header, a comment. */
  ignores?(line: string): boolean;
  /**
   * Fills an empty draft from a line without its end.
   *
   * @returns false when the line is not of this form; the draft must be reset then
   */
  parse(line: string, draft: Draft, origin: Origin): boolean;
  readonly examples: readonly Example[];
}

/** A form whose lines only a header explains (CSV): it is made from the header line. */
export interface HeaderForm {
  readonly name: string;
  readonly title: string;
  /** The form of the lines below, if this line is such a header. */
  open(header: string): Form | undefined;
  /** `text` is the header, a line end, and a line. */
  readonly examples: readonly Example[];
}
