import { type ReactNode, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KINDS, type Panel } from './model.ts';

interface PanelFormProps {
  panel: Panel;
  onSave: (panel: Panel) => void;
  onClose: () => void;
}

const FIELD = 'w-full rounded-md border border-line-strong bg-paper px-2 py-1';

/** What a panel shows and how. */
export function PanelForm({ panel, onSave, onClose }: PanelFormProps) {
  const [draft, setDraft] = useState(panel);
  const set = (part: Partial<Panel>) => setDraft({ ...draft, ...part });
  return (
    <Dialog label="Panel" onClose={onClose}>
      <form
        className="grid gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <Field label="Title">
          <input
            className={FIELD}
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        </Field>
        <Field label="Query">
          <textarea
            className={`${FIELD} h-24 font-mono text-xs`}
            value={draft.query}
            onChange={(event) => set({ query: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Shown as">
            <select
              className={FIELD}
              value={draft.kind}
              onChange={(event) =>
                set({ kind: KINDS.find((kind) => kind === event.target.value) ?? 'table' })
              }
            >
              {KINDS.map((kind) => (
                <option key={kind}>{kind}</option>
              ))}
            </select>
          </Field>
          <Field label="Columns wide">
            <select
              className={FIELD}
              value={draft.width}
              onChange={(event) => set({ width: ([1, 2, 3] as const)[Number(event.target.value) - 1] ?? 1 })}
            >
              {[1, 2, 3].map((width) => (
                <option key={width}>{width}</option>
              ))}
            </select>
          </Field>
        </div>
        <div className="flex justify-end gap-2">
          <Button look="outline" onClick={onClose}>
            Leave as it was
          </Button>
          <Button look="strong" type="submit">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className="grid gap-1">
    <span className="text-ink-soft">{label}</span>
    {children}
  </label>
);
