import { Continuation, Draft, type Form, LineRecognizer, type Origin, TEXT } from '@logboom/core';
import { ByteRow, JsonShapes } from '@logboom/server/block';
import { MAX_JOINED, MAX_OPEN_LINES } from './limits.ts';

const BRACE = 0x7b;

/** What became of lines. */
export interface RecordCounts {
  records: number;
  /** Lines of no known form: kept as messages. */
  odd: number;
  /** Lines of another form than their file. */
  other: number;
  /** Lines that were joined to the record before them. */
  joined: number;
}

/** Told of each record: the draft is used again afterwards. */
export type OnRecord = (draft: Draft, line: number) => void;

/**
 * The same for a record that is read from its bytes, `size` of them.
 *
 * @returns false when it must come as a draft; nothing was taken then
 */
export type OnRow = (row: ByteRow, size: number, line: number) => boolean;

/** Makes records of lines: by the form of their file, else by any form, else as messages; and joins stack traces. */
export class RecordReader {
  readonly counts: RecordCounts = { records: 0, odd: 0, other: 0, joined: 0 };
  readonly #form: Form;
  readonly #origin: Origin;
  readonly #onRecord: OnRecord;
  readonly #onRow: OnRow | undefined;
  readonly #shapes: JsonShapes | undefined;
  readonly #row = new ByteRow();
  readonly #recognizer = new LineRecognizer();
  readonly #continuation = new Continuation();
  #pending = new Draft().reset();
  #next = new Draft().reset();
  #isPending = false;
  #pendingLine = 0;
  /** Lines of a record that the form says goes on. */
  #open: string[] = [];
  #openLength = 0;
  /** The number of the first of them, or of a paragraph. */
  #openLine = 0;
  #more: string[] = [];
  #moreLength = 0;
  #line: number;

  /**
   * @param line the number of the line before the first one that comes
   * @param onRow where records may come as bytes
   */
  constructor(form: Form, origin: Origin, onRecord: OnRecord, line = 0, onRow?: OnRow) {
    this.#form = form;
    this.#origin = origin;
    this.#onRecord = onRecord;
    this.#onRow = onRow;
    const isPlain = form.name === 'json' && origin.zone.name === 'UTC' && onRow !== undefined;
    this.#shapes = isPlain ? new JsonShapes() : undefined;
    this.#line = line;
  }

  add(line: string): void {
    this.#line++;
    if (this.#form.framing === 'paragraph') return this.#addToParagraph(line);
    if (this.#form.isOpen !== undefined && this.#staysOpen(line)) return;
    this.#addLine(line);
  }

  /** Whether lines may be read from their bytes. */
  get readsBytes(): boolean {
    return this.#shapes !== undefined;
  }

  /**
   * Adds a line from its bytes, if one of its shape was seen before.
   *
   * @param next the byte after the end of the line: another record begins there, or the line must be added as text
   * @returns false when it must be added as text
   */
  addBytes(bytes: Buffer, begin: number, end: number, next: number | undefined): boolean {
    if (next !== BRACE || this.#open.length > 0 || !this.#shapes!.read(bytes, begin, end, this.#row))
      return false;
    // In the order of the file: what is still open comes first.
    this.#emit();
    const row = this.#row;
    if (!this.#onRow!(row, end - begin, this.#line + 1)) return false;
    this.#line++;
    this.counts.records++;
    this.#pending.ms = row.ms;
    this.#pending.ns = row.ns;
    return true;
  }

  /** Adds a line as text, and learns its shape if it is JSON. */
  addAndLearn(line: string, bytes: Buffer): void {
    this.add(line);
    this.#shapes!.learnText(line, bytes);
  }

  /** Hands on the last record. */
  end(): void {
    if (this.#form.framing === 'paragraph') this.#endParagraph();
    else this.#endOpen();
    this.#emit();
  }

  #addLine(line: string): void {
    // Text of no form says nothing of where records begin: there a stack trace is known by itself only.
    if (this.#form === TEXT) {
      if (this.#joins(line)) return;
      return this.#addUnknown(line);
    }
    if (this.#form.parse(line, this.#next, this.#origin)) return this.#begin();
    this.#next.reset();
    if (this.#joins(line) || this.#form.ignores?.(line) === true) return;
    const more = this.#form.continuation?.(line);
    if (more !== undefined && this.#isPending) return this.#join(more);
    this.#addUnknown(line);
  }

  /** @returns whether the line waits for the next one, or was taken with those before it */
  #staysOpen(line: string): boolean {
    const lines = this.#open;
    const isOpen = this.#form.isOpen!(line, lines.length > 0);
    if (!isOpen && lines.length === 0) return false;
    if (lines.length === 0) this.#openLine = this.#line;
    lines.push(line);
    this.#openLength += line.length;
    if (!isOpen || lines.length >= MAX_OPEN_LINES || this.#openLength > MAX_JOINED) this.#endOpen();
    return true;
  }

  #endOpen(): void {
    const lines = this.#open;
    if (lines.length === 0) return;
    this.#open = [];
    this.#openLength = 0;
    this.#addTogether(lines, this.#openLine, (line) => this.#addLine(line));
  }

  /** Lines as one record; if they are none together, each by itself. */
  #addTogether(lines: readonly string[], first: number, addAlone: (line: string) => void): void {
    const last = this.#line;
    this.#line = first;
    if (this.#form.parse(lines.join('\n'), this.#next, this.#origin)) {
      this.#begin();
      this.counts.joined += lines.length - 1;
    } else {
      this.#next.reset();
      for (const line of lines) {
        addAlone(line);
        this.#line++;
      }
    }
    this.#line = last;
  }

  #begin(): void {
    this.#emit();
    const spare = this.#pending;
    this.#pending = this.#next;
    this.#next = spare.reset();
    this.#pendingLine = this.#line;
    this.#isPending = true;
    this.#continuation.begin();
  }

  #emit(): void {
    if (!this.#isPending) return;
    const draft = this.#pending;
    if (this.#more.length > 0) {
      draft.message = `${draft.message}\n${this.#more.join('\n')}`;
      this.#more = [];
      this.#moreLength = 0;
    }
    this.#isPending = false;
    this.counts.records++;
    this.#onRecord(draft, this.#pendingLine);
  }

  #joins(line: string): boolean {
    if (!this.#isPending || !this.#continuation.continues(line)) return false;
    this.#join(line);
    return true;
  }

  #join(line: string): void {
    this.counts.joined++;
    if (this.#moreLength > MAX_JOINED) return;
    this.#more.push(line);
    this.#moreLength += line.length;
  }

  /** A line that is not of the file's form: of another one, or none. */
  #addUnknown(line: string): void {
    if (line === '' || line.trim() === '') return;
    const { ms, ns } = this.#pending;
    if (this.#recognizer.parse(line, this.#next, this.#origin) === undefined) {
      this.#next.message = line;
      this.counts.odd++;
    } else if (this.#form !== TEXT) this.counts.other++;
    // What has no time happened when the line before it did.
    if (Number.isNaN(this.#next.ms)) {
      this.#next.ms = ms;
      this.#next.ns = ns;
    }
    this.#begin();
  }

  #addToParagraph(line: string): void {
    if (line.trim() === '') return this.#endParagraph();
    if (this.#moreLength > MAX_JOINED) return;
    if (this.#more.length === 0) this.#openLine = this.#line;
    this.#more.push(line);
    this.#moreLength += line.length;
  }

  #endParagraph(): void {
    if (this.#more.length === 0) return;
    const lines = this.#more;
    this.#more = [];
    this.#moreLength = 0;
    this.#addTogether(lines, this.#openLine, (line) => this.#addUnknown(line));
  }
}
