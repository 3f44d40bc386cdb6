import { LogboomError } from '@logboom/core';

/** How much of which path has been met. */
interface Position {
  readonly path: readonly string[];
  readonly at: number;
}

/** Names come again; a source that makes them up must not fill the memory. */
const MAX_STEPS = 1_000;

/** Where a walk stands in the paths. Steps are worked out once and kept: a record costs a look-up for each name. */
export class PathState {
  /** Whether a path ends here. */
  readonly matches: boolean;
  /** Whether no path goes on from here. */
  readonly dead: boolean;
  readonly #positions: readonly Position[];
  readonly #steps = new Map<string, PathState>();

  constructor(positions: readonly Position[]) {
    this.#positions = positions;
    this.matches = positions.some(({ path, at }) => at === path.length);
    this.dead = positions.length === 0;
  }

  /** Goes on to a name below. */
  step(name: string): PathState {
    if (this.dead) return this;
    let next = this.#steps.get(name);
    if (next === undefined) {
      next = this.#next(name.toLowerCase());
      if (this.#steps.size < MAX_STEPS) this.#steps.set(name, next);
    }
    return next;
  }

  #next(key: string): PathState {
    const next: Position[] = [];
    for (const { path, at } of this.#positions) {
      const segment = path[at];
      if (segment === '**') next.push(...closure(path, at));
      else if (segment === '*' || segment === key) next.push(...closure(path, at + 1));
    }
    if (next.length === 0) return NOWHERE;
    // `**` alone goes on as before: the same state, so that its steps are kept once and not for each depth.
    return this.#equals(next) ? this : new PathState(next);
  }

  #equals(other: readonly Position[]): boolean {
    const own = this.#positions;
    return (
      own.length === other.length &&
      own.every(({ path, at }, i) => path === other[i]!.path && at === other[i]!.at)
    );
  }
}

/** The state from which no path can be met. */
export const NOWHERE: PathState = new PathState([]);

/**
 * Where to begin with some paths. Names are separated by dots and compared without regard to case; `*` is any
 * one name or place in an array, `**` any number of them: `password`, `user.*.token`, `**.secret`, `cards[*].number`.
 *
 * @throws LogboomError LB_CONFIG_INVALID for a path that cannot be read
 */
export function parsePaths(paths: readonly string[]): PathState {
  return new PathState(paths.flatMap((path) => closure(parsePath(path), 0)));
}

/** `**` may also stand for nothing. */
function closure(path: readonly string[], at: number): Position[] {
  const positions = [{ path, at }];
  for (let i = at; path[i] === '**'; i++) positions.push({ path, at: i + 1 });
  return positions;
}

function parsePath(text: string): string[] {
  const segments = text
    .replace(
      /\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*))\s*\]/g,
      (_, double?: string, single?: string, bare?: string) => `.${double ?? single ?? bare ?? ''}`,
    )
    .replace(/^\./, '')
    .toLowerCase()
    .split('.');
  if (segments.every((segment) => segment !== '') && segments.at(-1) !== '**') return segments;
  throw new LogboomError('LB_CONFIG_INVALID', {
    path: 'paths',
    reason: `${JSON.stringify(text)} is no path: write names with dots between them, as in user.*.token or **.secret`,
  });
}
