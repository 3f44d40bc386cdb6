import { LogboomError } from '@logboom/core';

/** Where a walk stands in the paths: how much of which of them has been met. */
export type PathState = readonly { readonly path: readonly string[]; readonly at: number }[];

/**
 * Paths into fields. Names are separated by dots and compared without regard to case; `*` is any one name or
 * place in an array, `**` any number of them: `password`, `user.*.token`, `**.secret`, `cards[*].number`.
 */
export class PathMatcher {
  readonly start: PathState;

  /** @throws LogboomError LB_CONFIG_INVALID for a path that cannot be read */
  constructor(paths: readonly string[]) {
    this.start = paths.flatMap((path) => closure(parsePath(path), 0));
  }

  /** Goes on to a name below. */
  step(state: PathState, name: string): PathState {
    if (state.length === 0) return state;
    const key = name.toLowerCase();
    const next: { path: readonly string[]; at: number }[] = [];
    for (const { path, at } of state) {
      const segment = path[at];
      if (segment === '**') next.push(...closure(path, at));
      else if (segment === '*' || segment === key) next.push(...closure(path, at + 1));
    }
    return next;
  }

  /** Whether a path ends here. */
  matches(state: PathState): boolean {
    return state.some(({ path, at }) => at === path.length);
  }
}

/** `**` may also stand for nothing. */
function closure(path: readonly string[], at: number): { path: readonly string[]; at: number }[] {
  const states = [{ path, at }];
  for (let i = at; path[i] === '**'; i++) states.push({ path, at: i + 1 });
  return states;
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
