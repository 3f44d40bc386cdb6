import { formatInstant, type Instant, instantOfNumber, LogboomError, reasonOf } from '@logboom/core';
import { Decoder, ExtData, ExtensionCodec } from '@msgpack/msgpack';

/** Forward's time with nanoseconds: extension 0, seconds and nanoseconds. */
export class EventTime {
  readonly seconds: number;
  readonly nanoseconds: number;

  constructor(seconds: number, nanoseconds: number) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
  }
}

const extensions = new ExtensionCodec();
extensions.register({
  type: 0,
  encode: () => null,
  decode(data) {
    if (data.length !== 8) return new ExtData(0, data);
    const view = new DataView(data.buffer, data.byteOffset, 8);
    return new EventTime(view.getUint32(0), view.getUint32(4));
  },
});

const decoder = new Decoder({
  extensionCodec: extensions,
  useBigInt64: true,
  // Maps may have keys of any kind; a record's are names.
  mapKeyConverter: (key) => (typeof key === 'string' ? key : String(plain(key))),
});

/**
 * Decodes one value, which the scanner has found to be whole and not too deep.
 *
 * @throws LogboomError LB_RECORD_INVALID
 */
export function decodeValue(bytes: Uint8Array): unknown {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new LogboomError('LB_RECORD_INVALID', { reason: reasonOf(cause) }, { cause });
  }
}

/** Turns what MessagePack has and JSON has not into what `normalize` knows; objects are changed in place. */
export function plain(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
        ? Number(value)
        : String(value);
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      return value;
  }
}

function plainObject(value: object): unknown {
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString();
  if (value instanceof EventTime) return textOf(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof ExtData) return Buffer.from(value.data as Uint8Array).toString('hex');
  const fields = value as Record<string, unknown>;
  for (const name in fields) {
    const inner = fields[name];
    const kind = typeof inner;
    if (kind === 'object' || kind === 'bigint') fields[name] = plain(inner);
  }
  return fields;
}

/** @returns whether the value is a time; 0 stands for none */
export function readTime(value: unknown, into: Instant): boolean {
  if (value instanceof EventTime) {
    into.ms = value.seconds * 1e3 + Math.floor(value.nanoseconds / 1e6);
    into.ns = value.nanoseconds % 1_000_000;
    return value.seconds > 0;
  }
  if (value instanceof Date) return instantOfNumber(value.getTime(), into);
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && instantOfNumber(number, into);
}

function textOf({ seconds, nanoseconds }: EventTime): string {
  return formatInstant(seconds * 1e3 + Math.floor(nanoseconds / 1e6), nanoseconds % 1_000_000);
}
