import type { PickleValue } from '../pickle/values.ts';
import type { ShowLimits } from './limits.ts';

/** Gathers the text of one value, knows where it is in it, and stops when the limit is reached. */
export class Writer {
  readonly parts: string[] = [];
  readonly limits: Readonly<ShowLimits>;
  /** UTF-16 units that may still be written. */
  left: number;
  /** The containers that are open, outermost first: a value that is among them is a cycle. */
  readonly path: PickleValue[] = [];
  cut = false;

  constructor(limits: Readonly<ShowLimits>) {
    this.limits = limits;
    this.left = limits.text;
  }

  put(text: string): void {
    if (text.length <= this.left) {
      this.parts.push(text);
      this.left -= text.length;
      return;
    }
    if (!this.cut) this.parts.push(text.slice(0, this.left));
    this.left = 0;
    this.cut = true;
  }

  /**
   * Enters a container; false, with what stands for it written, where it is already open or lies too deep.
   */
  enter(value: PickleValue, cycle: string): boolean {
    if (this.path.includes(value)) this.put(cycle);
    else if (this.path.length >= this.limits.depth) this.put('...');
    else {
      this.path.push(value);
      return true;
    }
    return false;
  }

  leave(): void {
    this.path.pop();
  }

  text(): string {
    const text = this.parts.join('');
    return this.cut ? `${text}…` : text;
  }
}
