import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useStatus } from '../connect/use-status.ts';
import { savedQueries, unsaveQuery } from '../search/query-history.ts';
import { applyDensity, DENSITIES, useDensity } from '../theme/density.ts';
import { applyTheme, THEMES, useTheme } from '../theme/theme.ts';
import { IconButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';

/** What this browser keeps, and what the server says of itself. */
export function SettingsPage() {
  const theme = useTheme();
  const density = useDensity();
  const { data } = useStatus();
  return (
    <ScrollView label="Settings" className="max-w-3xl gap-6 p-4 sm:p-8">
      <h1 className="text-lg font-semibold">Settings</h1>
      <Choice label="Theme" choices={THEMES} value={theme} onChange={applyTheme} />
      <Choice label="Density of rows" choices={DENSITIES} value={density} onChange={applyDensity} />
      <SavedQueries />
      <section className="grid gap-1">
        <h2 className="font-semibold">Server</h2>
        {data && (
          <p className="text-ink-soft">
            Logboom {data.version}, node <code>{data.node}</code>
          </p>
        )}
        <p className="flex gap-4">
          <a href="/api/docs" className="text-accent underline">
            The API, described
          </a>
          <a href="/metrics" className="text-accent underline">
            Metrics
          </a>
        </p>
      </section>
    </ScrollView>
  );
}

function SavedQueries() {
  const [list, setList] = useState(savedQueries);
  return (
    <section className="grid gap-1">
      <h2 className="font-semibold">Saved queries</h2>
      {list.length === 0 && <p className="text-ink-faint">None yet. The clock in the query box saves one.</p>}
      <ul>
        {list.map((q) => (
          <li key={q} className="flex items-center gap-2">
            <Link to="/" search={{ q }} className="min-w-0 truncate font-mono text-xs text-accent underline">
              {q}
            </Link>
            <IconButton icon="close" label={`Forget ${q}`} onClick={() => setList(unsaveQuery(q))} />
          </li>
        ))}
      </ul>
    </section>
  );
}
