import { claimOrigin, Draft, MAX_NAME } from '@logboom/core';

/** Takes attributes as they are decoded. */
export interface AttributeTarget {
  put(name: string, value: string): void;
  /** A list is about to be flattened: names may repeat. */
  nested(): void;
}

/**
 * What a resource and a scope say of all their records: its columns are copied into each record, and its
 * attributes stand before the record's own.
 */
export class Origin implements AttributeTarget {
  readonly draft = new Draft();
  readonly #names = new Set<string>();

  reset(): this {
    this.draft.reset();
    this.#names.clear();
    return this;
  }

  put(name: string, value: string): void {
    if (claimOrigin(name, value, this.draft)) return;
    this.draft.attribute(short(name), value);
  }

  nested(): void {
    this.draft.mayRepeat = true;
  }

  /** To be called when all is put. */
  close(): void {
    if (this.draft.mayRepeat) this.draft.dropRepeats();
    const { attributes } = this.draft;
    for (let i = 0; i < attributes.length; i += 2) this.#names.add(attributes[i]!);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Begins a scope of this resource. */
  copyTo(other: Origin): void {
    other.reset();
    this.fill(other.draft);
  }

  /** Begins a record. */
  fill(draft: Draft): void {
    const { draft: own } = this;
    draft.service = own.service;
    draft.host = own.host;
    draft.logger = own.logger;
    for (let i = 0; i < own.ranks.length; i++) {
      draft.ranks[i] = own.ranks[i]!;
      draft.claimants[i] = own.claimants[i]!;
      draft.originals[i] = own.originals[i]!;
    }
    const { attributes } = own;
    for (let i = 0; i < attributes.length; i++) draft.attributes.push(attributes[i]!);
  }
}

/** Attributes of one record, behind those of its origin; the record's own win. */
export class RecordAttributes implements AttributeTarget {
  draft!: Draft;
  origin!: Origin;

  put(name: string, value: string): void {
    if (claimOrigin(name, value, this.draft)) return;
    if (this.origin.has(name)) this.draft.mayRepeat = true;
    this.draft.attributes.push(short(name), value);
  }

  nested(): void {
    this.draft.mayRepeat = true;
  }
}

function short(name: string): string {
  return name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name;
}
