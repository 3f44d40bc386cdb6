import type { Dashboard, Panel } from '@logboom/server/documents';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { dashboardRange, dashboardValues } from '../app/dashboard-search.ts';
import { useCommands } from '../commands/registry.ts';
import { type Kept, newId } from '../data/documents.ts';
import { SaveProblem } from '../documents/SaveState.tsx';
import { useKeeper } from '../documents/use-documents.ts';
import { Button } from '../ui/Button.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { DashboardBar } from './DashboardBar.tsx';
import { Grid } from './Grid.tsx';
import { fillVariables, newPanel } from './model.ts';
import { PanelBody } from './PanelBody.tsx';
import { PanelForm } from './PanelForm.tsx';
import { PanelFrame } from './PanelFrame.tsx';
import { useDashboardSearch } from './use-dashboard-search.ts';

/** Panels over one time range, with variables. Changes are saved by themselves. */
export function DashboardView({ document }: { document: Kept<'dashboards'> }) {
  const { keeper, body, state, problem, canUndo } = useKeeper('dashboards', document);
  const { search, update } = useDashboardSearch();
  const { panels } = body;
  const range = dashboardRange(search, body.last);
  const variables = dashboardValues(search, body.variables);
  const editing = search.edit === '1';
  const formed = panels.find(({ id }) => id === search.panel);

  const change = (part: Partial<Dashboard>) => keeper.change({ ...keeper.snapshot().body, ...part });
  const add = (panel: Panel) => {
    change({ panels: [...panels, panel] });
    update({ edit: '1', panel: panel.id });
  };
  const showSpan = (start: number, end: number) =>
    update({ from: new Date(start).toISOString(), to: new Date(end).toISOString(), last: undefined });
  const edit = (on: boolean) => update({ edit: on ? '1' : undefined }, true);
  useCommands(
    // biome-ignore lint/correctness/useExhaustiveDependencies: `edit` writes the same parts of the URL each time
    useMemo(
      () => [
        {
          title: editing ? 'Stop editing the dashboard' : 'Edit the dashboard',
          keys: 'e',
          run: () => edit(!editing),
        },
        ...(editing ? [{ title: 'Undo', keys: 'mod+z', run: () => keeper.undo() }] : []),
      ],
      [editing, keeper],
    ),
  );

  return (
    <ScrollView label="Dashboard" className="w-full gap-3 p-3 sm:p-5">
      <DashboardBar
        body={body}
        range={range}
        variables={variables}
        editing={editing}
        keeping={{ state, canUndo, undo: () => keeper.undo() }}
        change={change}
        update={update}
        onAdd={() => add(newPanel())}
        onEdit={edit}
      />
      <SaveProblem state={state} problem={problem} keeper={keeper} />
      {panels.length === 0 && <NoPanels onAdd={() => add(newPanel())} />}
      <Grid panels={panels} editing={editing} onChange={(next) => change({ panels: next })}>
        {(panel, handles) => {
          const query = fillVariables(panel.query, variables);
          return (
            <PanelFrame
              panel={panel}
              query={query}
              range={range}
              editing={editing}
              handles={handles}
              onEdit={() => update({ panel: panel.id })}
              onDuplicate={() => change({ panels: duplicated(panels, panel) })}
              onRemove={() => change({ panels: panels.filter(({ id }) => id !== panel.id) })}
            >
              <PanelBody panel={panel} query={query} range={range} group={document.id} onSpan={showSpan} />
            </PanelFrame>
          );
        }}
      </Grid>
      {formed && (
        <PanelForm
          panel={formed}
          variables={variables}
          range={range}
          onSave={(panel) =>
            change({ panels: panels.map((other) => (other.id === panel.id ? panel : other)) })
          }
          onClose={() => update({ panel: undefined }, true)}
        />
      )}
    </ScrollView>
  );
}

const duplicated = (panels: readonly Panel[], panel: Panel): Panel[] =>
  panels.flatMap((other) => (other.id === panel.id ? [panel, { ...panel, id: newId() }] : [other]));

function NoPanels({ onAdd }: { onAdd: () => void }) {
  return (
    <section className="grid justify-items-center gap-3 rounded-lg border border-dashed border-line-strong p-10 text-center">
      <h2 className="font-semibold">An empty dashboard</h2>
      <p className="max-w-md text-ink-soft">
        A panel shows what a query gives: lines over time, a table, bars, one large number or a heat map. Try
        a query in{' '}
        <Link to="/" className="text-accent underline">
          Logs
        </Link>{' '}
        first.
      </p>
      <Button look="strong" icon="plus" onClick={onAdd}>
        Add the first panel
      </Button>
    </section>
  );
}
