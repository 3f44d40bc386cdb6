import { Link, useLocation } from '@tanstack/react-router';
import { VIEWS } from '../commands/Commands.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Popover } from '../ui/Popover.tsx';

export const VIEW_LINK =
  'rounded-md px-2 py-1 text-ink-soft hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink';

/** The settings have an icon of their own. */
const LISTED = VIEWS.filter(({ to }) => to !== '/settings');

export function ViewLinks({ onPick }: { onPick?: () => void }) {
  return LISTED.map(({ to, title }) => (
    <Link
      key={to}
      to={to}
      className={VIEW_LINK}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      {...(onPick && { onClick: onPick })}
    >
      {title}
    </Link>
  ));
}

/** The same under one button, where they would not fit beside each other. */
export function ViewMenu() {
  const { pathname } = useLocation();
  const view = VIEWS.findLast(({ to }) => pathname.startsWith(to))?.title ?? 'Views';
  return (
    <Popover
      label="Views"
      caption={
        <span className="flex items-center gap-1 font-medium text-ink">
          {view} <Icon name="down" />
        </span>
      }
      width="w-48"
    >
      {(close) => (
        <div className="grid gap-0.5">
          <ViewLinks onPick={close} />
        </div>
      )}
    </Popover>
  );
}
