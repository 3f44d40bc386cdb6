import { Link, Outlet } from '@tanstack/react-router';
import { Commands } from '../commands/Commands.tsx';
import { Icon } from '../ui/Icon.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { OfflineBanner } from './OfflineBanner.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import { VIEW_LINK, ViewLinks, ViewMenu } from './Views.tsx';

/** The frame of every view: the name, where to go, and the view itself. */
export function Shell() {
  const narrow = useMedia(PHONE);
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2"
      >
        Skip to the content
      </a>
      <header className="flex h-11 shrink-0 items-center gap-3 max-sm:gap-2 border-b border-line bg-surface px-3">
        <Link to="/" className="flex items-center gap-2 font-semibold tracking-tight" aria-label="Logboom">
          <img src="/logboom.svg" alt="" className="size-5" />
          <span className="max-[420px]:hidden">Logboom</span>
        </Link>
        <nav aria-label="Views" className="flex min-w-0 items-center gap-0.5">
          {narrow ? <ViewMenu /> : <ViewLinks />}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <Link
            to="/settings"
            className={`${VIEW_LINK} inline-flex h-7 items-center`}
            aria-label="Settings"
            title="Settings"
          >
            <Icon name="settings" />
          </Link>
          <ThemeButton />
        </div>
      </header>
      <Commands />
      <OfflineBanner />
      <main id="main" className="min-h-0 flex-1">
        <Outlet />
      </main>
    </div>
  );
}
