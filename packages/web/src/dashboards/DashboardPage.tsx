import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { LastSelect } from '../ui/LastSelect.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { saveText } from '../ui/save-text.ts';
import { type Dashboard, fillVariables, newId, type Panel } from './model.ts';
import { PanelBody } from './PanelBody.tsx';
import { PanelForm } from './PanelForm.tsx';
import { loadDashboard, saveDashboard } from './store.ts';
import { Variables } from './Variables.tsx';

const SPANS = { 1: '', 2: 'lg:col-span-2', 3: 'lg:col-span-3' } as const;

/** Panels over one time range, with variables. Changes are kept at once. */
export function DashboardPage() {
  const { id } = useParams({ from: '/dashboards/$id' });
  const [dashboard, setDashboard] = useState(() => loadDashboard(id));
  const [edited, setEdited] = useState<Panel>();
  if (dashboard === undefined) {
    return (
      <p className="p-6">
        This dashboard is not kept in this browser.{' '}
        <Link to="/dashboards" className="text-accent underline">
          All dashboards
        </Link>
      </p>
    );
  }
  const change = (part: Partial<Dashboard>) => {
    const next = { ...dashboard, ...part };
    saveDashboard(next);
    setDashboard(next);
  };
  const { panels, variables, last, title } = dashboard;
  const savePanel = (panel: Panel) => {
    const known = panels.some((other) => other.id === panel.id);
    change({
      panels: known ? panels.map((other) => (other.id === panel.id ? panel : other)) : [...panels, panel],
    });
  };

  return (
    <ScrollView label="Dashboard" className="max-w-[110rem] gap-4 p-4 sm:p-6">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="sr-only">{title}</h1>
        <input
          aria-label="Title of the dashboard"
          value={title}
          onChange={(event) => change({ title: event.target.value })}
          className="min-w-0 rounded-md bg-transparent text-lg font-semibold hover:bg-hover"
        />
        <LastSelect last={last} onChange={(next) => change({ last: next })} />
        <Variables variables={variables} onChange={(next) => change({ variables: next })} />
        <div className="ml-auto flex gap-2">
          <Button
            look="outline"
            icon="plus"
            onClick={() =>
              setEdited({
                id: newId(),
                title: 'New panel',
                kind: 'table',
                query: '* | stats by (service) count() as records',
                width: 1,
              })
            }
          >
            Panel
          </Button>
          <Button
            look="outline"
            icon="download"
            onClick={() => saveText(JSON.stringify(dashboard, null, 2), `${title}.json`, 'application/json')}
          >
            Export
          </Button>
        </div>
      </header>
      <div className="grid gap-4 lg:grid-cols-3">
        {panels.map((panel) => (
          <section
            key={panel.id}
            aria-label={panel.title}
            className={`group min-w-0 rounded-lg border border-line bg-surface p-3 ${SPANS[panel.width]}`}
          >
            <header className="mb-2 flex items-center">
              <h2 className="mr-auto truncate font-semibold">{panel.title}</h2>
              <IconButton icon="settings" label={`Change ${panel.title}`} onClick={() => setEdited(panel)} />
              <IconButton
                icon="close"
                label={`Remove ${panel.title}`}
                onClick={() => change({ panels: panels.filter((other) => other.id !== panel.id) })}
              />
            </header>
            <PanelBody kind={panel.kind} query={fillVariables(panel.query, variables)} last={last} />
          </section>
        ))}
      </div>
      {edited && <PanelForm panel={edited} onSave={savePanel} onClose={() => setEdited(undefined)} />}
    </ScrollView>
  );
}
