/** Up to here the count is exact. */
const EXACT_MAX = 65_536;
const PRECISION = 14;
const REGISTERS = 1 << PRECISION;

/** A count as it travels between threads. */
export interface DistinctState {
  exact?: number[];
  registers?: Uint8Array;
}

/**
 * Counts different values by their hashes (53 bits): exactly up to 65,536 of them, then with a HyperLogLog of
 * 16,384 registers, whose standard error is 0.8 % (Flajolet et al. 2007). At most about 4 MB, then 16 KB.
 */
export class Distinct {
  #exact: Set<number> | undefined = new Set();
  #registers: Uint8Array | undefined;
  #last = -1;

  add(hash: number): void {
    if (hash === this.#last) return;
    this.#last = hash;
    if (this.#exact === undefined) return this.#register(hash);
    this.#exact.add(hash);
    if (this.#exact.size > EXACT_MAX) this.#toRegisters();
  }

  /** Whether the count is exact. */
  get isExact(): boolean {
    return this.#exact !== undefined;
  }

  get count(): number {
    return this.#exact?.size ?? Math.round(estimate(this.#registers!));
  }

  get state(): DistinctState {
    return this.#exact === undefined ? { registers: this.#registers! } : { exact: [...this.#exact] };
  }

  merge({ exact, registers }: DistinctState): void {
    for (const hash of exact ?? []) this.add(hash);
    if (registers === undefined) return;
    if (this.#exact !== undefined) this.#toRegisters();
    const own = this.#registers!;
    for (let i = 0; i < REGISTERS; i++) if (registers[i]! > own[i]!) own[i] = registers[i]!;
  }

  #toRegisters(): void {
    this.#registers = new Uint8Array(REGISTERS);
    for (const hash of this.#exact ?? []) this.#register(hash);
    this.#exact = undefined;
  }

  /** The lower 32 bits choose a register and give the rank; the upper ones extend it. */
  #register(hash: number): void {
    const low = hash >>> 0;
    const high = Math.floor(hash / 0x1_0000_0000);
    const place = low >>> (32 - PRECISION);
    const rest = ((low << PRECISION) | (high >>> 7)) >>> 0;
    const rank = Math.clz32(rest) + 1;
    const registers = this.#registers!;
    if (rank > registers[place]!) registers[place] = rank;
  }
}

function estimate(registers: Uint8Array): number {
  let sum = 0;
  let zeros = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) zeros++;
  }
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum;
  return raw <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log(REGISTERS / zeros) : raw;
}
