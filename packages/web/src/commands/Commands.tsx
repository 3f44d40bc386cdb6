import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { applyTheme, THEMES } from '../theme/theme.ts';
import { type Command, commandOf, useCommands } from './registry.ts';

const loadPalette = () => import('./Palette.tsx');
const Palette = lazy(loadPalette);
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'));

const CALM_MS = 2000;

export const VIEWS = [
  { to: '/', title: 'Logs' },
  { to: '/overview', title: 'Overview' },
  { to: '/traces', title: 'Traces' },
  { to: '/dashboards', title: 'Dashboards' },
  { to: '/connect', title: 'Connect' },
  { to: '/settings', title: 'Settings' },
] as const;

/** The keys that work everywhere, the palette and the list of keys. */
export function Commands() {
  const [shown, setShown] = useState<'palette' | 'keys'>();
  const navigate = useNavigate();
  const list = useMemo(
    (): Command[] => [
      { title: 'Find a command', keys: 'mod+k', run: () => setShown('palette') },
      { title: 'Show the keyboard', keys: '?', run: () => setShown('keys') },
      ...VIEWS.map(({ to, title }) => ({ title: `Go to ${title}`, run: () => void navigate({ to }) })),
      ...THEMES.map((theme) => ({ title: `Theme: ${theme}`, run: () => applyTheme(theme) })),
    ],
    [navigate],
  );
  useCommands(list);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  // Loaded in a calm moment: who types right after Ctrl-K must not type into nothing.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), CALM_MS);
    return () => clearTimeout(timer);
  }, []);

  const close = () => setShown(undefined);
  return (
    <Suspense>
      {shown === 'palette' && <Palette onClose={close} />}
      {shown === 'keys' && <KeyboardHelp onClose={close} />}
    </Suspense>
  );
}
