import { useStatus } from '../connect/use-status.ts';
import { applyDensity, DENSITIES, useDensity } from '../theme/density.ts';
import { applyTheme, THEMES, useTheme } from '../theme/theme.ts';
import { Choice } from '../ui/Choice.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { Retention } from './Retention.tsx';
import { SavedQueries } from './SavedQueries.tsx';
import { Section } from './Section.tsx';
import { Tokens } from './Tokens.tsx';

/** What this browser keeps, what everyone shares, and what the server was told. */
export function SettingsPage() {
  const theme = useTheme();
  const density = useDensity();
  const { data } = useStatus();
  return (
    <ScrollView label="Settings" className="w-full max-w-5xl p-4 sm:p-8">
      <h1 className="pb-4 text-lg font-semibold">Settings</h1>
      <Section title="Appearance" about="Kept in this browser.">
        <Choice label="Theme" choices={THEMES} value={theme} onChange={applyTheme} />
        <Choice label="Density of rows" choices={DENSITIES} value={density} onChange={applyDensity} />
      </Section>
      <Section title="Saved queries" about="Kept on the server, for everyone.">
        <SavedQueries />
      </Section>
      <Section title="Retention" about="How long records are kept.">
        <Retention />
      </Section>
      <Section title="Tokens" about="Who may send records.">
        <Tokens />
      </Section>
      <Section title="Users" about="Who may read and change.">
        <p>
          There are no users yet: whoever reaches this address can read every record and change dashboards and
          saved queries. Keep it on the loopback address or behind a proxy that asks who is there.
        </p>
      </Section>
      <Section title="Server" about="What answers here.">
        {data && (
          <p>
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
      </Section>
    </ScrollView>
  );
}
