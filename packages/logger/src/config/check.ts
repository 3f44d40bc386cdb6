import { LogboomError } from '@logboom/core';
import { type LevelLike, levelNumber } from '../logger/levels.ts';

/** A mistake in a configuration, with the path to it. */
export function mistake(path: string, reason: string, cause?: unknown): LogboomError {
  return new LogboomError('LB_CONFIG_INVALID', { path, reason }, cause === undefined ? undefined : { cause });
}

/** Reads an object, or fails with its path. */
export function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mistake(path, `must be an object, not ${describe(value)}`);
  }
  return value as Record<string, unknown>;
}

/** Reads a list, or fails with its path. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw mistake(path, `must be a list, not ${describe(value)}`);
  return value;
}

export function booleanAt(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw mistake(path, `must be true or false, not ${describe(value)}`);
  return value;
}

/** Reads a level, or fails with its path and the levels there are. */
export function levelAt(value: unknown, path: string): number {
  try {
    if (typeof value === 'number' || typeof value === 'string') return levelNumber(value as LevelLike);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Configuration level: |\.$/g, '') : '';
    throw mistake(path, reason, error);
  }
  throw mistake(path, `must be a level, not ${describe(value)}`);
}

/** Refuses names that mean nothing here, and says which do. */
export function onlyKeys(object: Record<string, unknown>, known: readonly string[], path: string): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) {
      throw mistake(
        `${path === '' ? '' : `${path}.`}${key}`,
        `is not known here; known are ${known.join(', ')}`,
      );
    }
  }
}

export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}
