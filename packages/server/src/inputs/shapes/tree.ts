/** A value that senders of one shape write at the same place. */
export interface Step {
  /** From the end of the value before to the beginning of this one, byte for byte. */
  literal: Buffer;
  /** A byte with which this value does not begin; -1 for none. */
  notBefore: number;
}

/** What the records of one program have in common: their values, and what stands after the last one. */
export interface Shape<S extends Step> {
  steps: S[];
  end: Buffer;
}

/** A step in the tree of all shapes; without a step a record ends. */
export interface Branch<S extends Step> {
  literal: Buffer;
  notBefore: number;
  step: S | undefined;
  next: Branch<S>[];
}

/** How many steps all shapes may have together; then they are learned anew. */
const MOST_BRANCHES = 4_096;
const MOST_NEXT = 64;
/** Learning a record costs as much as reading several: who never sends a shape again is not learned. */
const CREDIT = 512;
const PRICE = 8;

/**
 * The shapes that were seen. Programs that log write the same names in the same order, so what stands between
 * the values is compared, and the values are left where they lie.
 */
export class ShapeTree<S extends Step> {
  root: Branch<S>[] = [];
  #count = 0;
  #credit = CREDIT;

  /** Told of each record that was read by its shape: it pays for learning others. */
  used(): void {
    if (this.#credit < CREDIT) this.#credit++;
  }

  /** Learns a shape, if there were enough records of known ones meanwhile. */
  learn(read: () => Shape<S> | undefined): void {
    if (this.#credit < PRICE) return;
    this.#credit -= PRICE;
    const shape = read();
    if (shape !== undefined) this.#add(shape);
  }

  #add({ steps, end }: Shape<S>): void {
    if (this.#count + steps.length >= MOST_BRANCHES) {
      this.root = [];
      this.#count = 0;
    }
    let branches = this.root;
    for (const step of [...steps, undefined]) {
      const literal = step?.literal ?? end;
      let branch = branches.find(
        (other) => (other.step === undefined) === (step === undefined) && other.literal.equals(literal),
      );
      if (branch === undefined) {
        if (branches.length >= MOST_NEXT) return;
        // A view would keep all the bytes that came with the record.
        const own = Buffer.from(literal);
        const ownStep = step === undefined ? undefined : { ...step, literal: own };
        branch = { literal: own, notBefore: step?.notBefore ?? -1, step: ownStep, next: [] };
        branches.push(branch);
        this.#count++;
      }
      branches = branch.next;
    }
  }
}

/** The branch whose literal stands at a place; the one that was taken last is tried first. */
export function follow<S extends Step>(
  branches: Branch<S>[],
  bytes: Buffer,
  at: number,
  end: number,
): Branch<S> | undefined {
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[i]!;
    if (!stands(branch, bytes, at, end)) continue;
    if (i > 0) {
      branches[i] = branches[0]!;
      branches[0] = branch;
    }
    return branch;
  }
  return undefined;
}

function stands(branch: Branch<Step>, bytes: Buffer, at: number, end: number): boolean {
  const { literal } = branch;
  const { length } = literal;
  const after = at + length;
  if (after > end) return false;
  for (let i = 0; i < length; i++) if (literal[i] !== bytes[at + i]) return false;
  return branch.step === undefined ? after === end : bytes[after] !== branch.notBefore;
}
