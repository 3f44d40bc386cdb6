/** The types that values of a query are bound as. */
type ParameterType = 'String' | 'Float64' | 'Int64' | 'UInt64' | 'Array(String)' | 'Array(UInt8)';
export type ParameterValue = string | number | string[] | number[];

/** Collects the bound parameters of one statement: no value of a user ever becomes a part of its text. */
export class Parameters {
  readonly values: Record<string, ParameterValue> = {};
  readonly #known = new Map<string, string>();

  /** The placeholder of a value, such as `{p1:String}`; the same value has the same one. */
  add(type: ParameterType, value: ParameterValue): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = `p${this.#known.size + 1}`;
    const placeholder = `{${name}:${type}}`;
    this.values[name] = value;
    this.#known.set(key, placeholder);
    return placeholder;
  }

  text(value: string): string {
    return this.add('String', value);
  }

  number(value: number): string {
    const text = value === Infinity ? 'inf' : value === -Infinity ? '-inf' : String(value);
    return this.add('Float64', text);
  }

  /** A nanosecond count, held inside int64. */
  nanos(value: bigint): string {
    const limit = 2n ** 63n - 1n;
    const held = value > limit ? limit : value < -limit ? -limit : value;
    return this.add('Int64', held.toString());
  }

  texts(values: string[]): string {
    return this.add('Array(String)', values);
  }
}
