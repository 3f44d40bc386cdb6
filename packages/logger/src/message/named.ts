import { reason } from '../values/json.ts';

/** Stands for a value that the arguments do not have: its place in the message stays as it was written. */
export const MISSING = Symbol('missing');

/** The value of a name, or of names joined by points, in the object that is the first argument. */
export function valueNamed(args: readonly unknown[], key: string): unknown {
  const object = args[0];
  const whole = ownValue(object, key);
  if (whole !== MISSING || !key.includes('.')) return whole;
  let value: unknown = object;
  for (const part of key.split('.')) {
    value = ownValue(value, part);
    if (value === MISSING) return MISSING;
  }
  return value;
}

function ownValue(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key)) return MISSING;
  const value = (object as Record<string, unknown>)[key];
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

/** A value that throws costs its own place in the message. */
export function guarded(show: () => string): string {
  try {
    return show();
  } catch (error) {
    return `[Thrown: ${reason(error)}]`;
  }
}
