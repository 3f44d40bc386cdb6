import { useSyncExternalStore } from 'react';
import { load, save } from '../ui/storage.ts';

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** Height of a row in pixels. */
export const ROW_HEIGHT: Record<Density, number> = { compact: 24, comfortable: 32 };

const KEY = 'density';
const listeners = new Set<() => void>();

const currentDensity = (): Density => (load(KEY) === 'comfortable' ? 'comfortable' : 'compact');

export function applyDensity(density: Density): void {
  save(KEY, density);
  for (const listener of listeners) listener();
}

/** How close rows stand, now and as it changes. */
export const useDensity = (): Density =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentDensity);
