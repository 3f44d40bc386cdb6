/** What one record may become. Values that are shared inside a pickle are written out wherever they stand. */
export interface RecordLimits {
  /** Text of the whole record, names and values, in UTF-16 units. @default 1,048,576 */
  text: number;
  /** Text of one value that has to be shown (lists, objects). Plain text may use all of `text`. @default 65,536 */
  value: number;
  /** Attributes. @default 4,096 */
  attributes: number;
  /** Entries of nested dicts that are looked at. @default 65,536 */
  steps: number;
}

export const RECORD_LIMITS: Readonly<RecordLimits> = {
  text: 1_048_576,
  value: 65_536,
  attributes: 4_096,
  steps: 65_536,
};

/** What is left of the limits while a record is filled. */
export class Budget {
  text = 0;
  attributes = 0;
  steps = 0;
  /** Attributes that found no room. */
  omitted = 0;
  /** For `showPythonValue`; one object serves all values. */
  readonly show = { text: 0, depth: 16 };
  #value = 0;

  reset(limits: Readonly<RecordLimits>): void {
    this.text = limits.text;
    this.attributes = limits.attributes;
    this.steps = limits.steps;
    this.omitted = 0;
    this.#value = limits.value;
  }

  /** The limits for a plain text (`all`) or for a value that has to be shown. */
  room(all: boolean): { text: number; depth: number } {
    const { show, text } = this;
    show.text = all || text < this.#value ? text : this.#value;
    return show;
  }

  /** Takes one attribute from the budget; false, and counted, where there is no room for it. */
  takeAttribute(name: string): boolean {
    if (this.attributes <= 0 || this.text <= name.length) {
      this.omitted++;
      return false;
    }
    this.attributes--;
    this.text -= name.length;
    return true;
  }

  /** Whether another attribute may come; counts the one that does not. Asked before its name is made. */
  hasRoom(): boolean {
    if (this.attributes > 0 && this.text > 0) return true;
    this.omitted++;
    return false;
  }

  /** Steps over one entry of a nested dict; false, and counted, where there were too many. */
  takeStep(cost: number): boolean {
    if (!this.hasRoom()) return false;
    if (this.steps <= 0) {
      this.omitted++;
      return false;
    }
    this.steps -= cost;
    return true;
  }
}
