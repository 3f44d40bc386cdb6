/** A list that grows at both ends and is read by index, in a circular array. Index 0 is the front. */
export class Deque<T> {
  #items: (T | undefined)[] = new Array(1024);
  #front = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  at(index: number): T | undefined {
    if (index < 0 || index >= this.#size) return undefined;
    return this.#items[(this.#front + index) & (this.#items.length - 1)];
  }

  pushFront(item: T): void {
    this.#grow();
    this.#front = (this.#front - 1) & (this.#items.length - 1);
    this.#items[this.#front] = item;
    this.#size++;
  }

  pushBack(item: T): void {
    this.#grow();
    this.#items[(this.#front + this.#size) & (this.#items.length - 1)] = item;
    this.#size++;
  }

  popFront(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#items[this.#front];
    this.#items[this.#front] = undefined;
    this.#front = (this.#front + 1) & (this.#items.length - 1);
    this.#size--;
    return item;
  }

  popBack(): T | undefined {
    if (this.#size === 0) return undefined;
    const place = (this.#front + this.#size - 1) & (this.#items.length - 1);
    const item = this.#items[place];
    this.#items[place] = undefined;
    this.#size--;
    return item;
  }

  clear(): void {
    this.#items = new Array(1024);
    this.#front = 0;
    this.#size = 0;
  }

  /** Keeps the length a power of two, so that a mask wraps an index. */
  #grow(): void {
    const { length } = this.#items;
    if (this.#size < length) return;
    const items = new Array<T | undefined>(length * 2);
    for (let i = 0; i < length; i++) items[i] = this.#items[(this.#front + i) & (length - 1)];
    this.#items = items;
    this.#front = 0;
  }
}
