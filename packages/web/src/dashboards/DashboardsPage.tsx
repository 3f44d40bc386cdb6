import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { firstDashboard, newId, readDashboard } from './model.ts';
import { loadDashboards, removeDashboard, saveDashboard } from './store.ts';

/** All dashboards of this browser. */
export function DashboardsPage() {
  const [list, setList] = useState(loadDashboards);
  const [problem, setProblem] = useState('');
  const navigate = useNavigate();
  const create = () => {
    const dashboard = firstDashboard();
    saveDashboard(dashboard);
    void navigate({ to: '/dashboards/$id', params: { id: dashboard.id } });
  };
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      setList(saveDashboard({ ...readDashboard(await file.text()), id: newId() }));
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <ScrollView label="Dashboards" className="max-w-3xl gap-4 p-4 sm:p-8">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-lg font-semibold">Dashboards</h1>
        <Button look="strong" icon="plus" onClick={create}>
          New dashboard
        </Button>
        <label className="inline-flex h-7 cursor-pointer items-center rounded-md border border-line bg-raised px-2 focus-within:outline-2 focus-within:outline-accent hover:bg-hover">
          Import
          <input
            type="file"
            accept=".json,application/json"
            className="sr-only"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        </label>
      </header>
      {problem && (
        <p role="alert" className="text-error">
          {problem}
        </p>
      )}
      {list.length === 0 && (
        <p className="text-ink-soft">None yet. A new one begins with four panels to change.</p>
      )}
      <ul className="divide-y divide-line">
        {list.map(({ id, title, panels }) => (
          <li key={id} className="flex items-center gap-3 py-1">
            <Link to="/dashboards/$id" params={{ id }} className="text-accent underline">
              {title}
            </Link>
            <span className="mr-auto text-ink-faint">{panels.length} panels</span>
            <IconButton icon="close" label={`Remove ${title}`} onClick={() => setList(removeDashboard(id))} />
          </li>
        ))}
      </ul>
      <p className="text-ink-faint">Dashboards are kept in this browser. Export one to give it to others.</p>
    </ScrollView>
  );
}
