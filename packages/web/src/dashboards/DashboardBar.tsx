import type { Dashboard, Variable } from '@logboom/server/documents';
import type { TimeRange } from '../data/time-range.ts';
import type { KeepState } from '../documents/keeper.ts';
import { SaveWord } from '../documents/SaveState.tsx';
import { RangePicker } from '../search/RangePicker.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { saveText } from '../ui/save-text.ts';
import { VariableNames, VariableValues } from './Variables.tsx';

interface DashboardBarProps {
  body: Dashboard;
  range: TimeRange;
  /** With the values that are shown. */
  variables: Variable[];
  editing: boolean;
  keeping: { state: KeepState; canUndo: boolean; undo: () => void };
  change: (part: Partial<Dashboard>) => void;
  /** Changes the URL. */
  update: (patch: Record<string, string | undefined>) => void;
  onAdd: () => void;
  onEdit: (on: boolean) => void;
}

/** Above the panels: the title, values and range that they share, and what can be done. */
export function DashboardBar(props: DashboardBarProps) {
  const { body, range, variables, editing, keeping, change, update, onEdit } = props;
  const { title } = body;
  const pick = (next: TimeRange) =>
    update(
      'from' in next
        ? { ...next, last: undefined }
        : { last: next.last === body.last ? undefined : next.last, from: undefined, to: undefined },
    );
  return (
    <header className="flex flex-wrap items-center gap-2">
      <h1 className={editing ? 'sr-only' : 'truncate text-lg font-semibold'}>{title}</h1>
      {editing && (
        <input
          aria-label="Title of the dashboard"
          value={title}
          maxLength={200}
          onChange={(event) => change({ title: event.target.value })}
          className="h-7 w-64 max-w-full rounded-md border border-line-strong bg-paper px-2 text-base font-semibold"
        />
      )}
      <VariableValues
        variables={variables}
        range={range}
        onValue={(name, value) => update({ [`var-${name}`]: value })}
      />
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        {(editing || keeping.state !== 'saved') && <SaveWord state={keeping.state} />}
        <RangePicker range={range} zone={undefined} onRange={pick} />
        {editing ? (
          <EditTools {...props} />
        ) : (
          <>
            <Button
              look="outline"
              icon="download"
              onClick={() => saveText(JSON.stringify(body, null, 2), `${title}.json`, 'application/json')}
            >
              Export
            </Button>
            <Button look="outline" icon="edit" onClick={() => onEdit(true)}>
              Edit
            </Button>
          </>
        )}
      </div>
    </header>
  );
}

function EditTools({ body, range, variables, keeping, change, onAdd, onEdit }: DashboardBarProps) {
  return (
    <>
      <VariableNames variables={body.variables} onChange={(next) => change({ variables: next })} />
      <Button
        look="outline"
        disabled={'from' in range}
        title="This time range and these values are shown to everyone who opens the dashboard"
        onClick={() => change({ last: 'last' in range ? range.last : body.last, variables })}
      >
        Keep range and values
      </Button>
      <IconButton
        icon="undo"
        look="outline"
        label="Undo"
        disabled={!keeping.canUndo}
        onClick={keeping.undo}
      />
      <Button look="outline" icon="plus" onClick={onAdd}>
        Panel
      </Button>
      <Button look="strong" onClick={() => onEdit(false)}>
        Done
      </Button>
    </>
  );
}
