import type { Panel, Variable } from '@logboom/server/documents';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { TimeRange } from '../data/time-range.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { INPUT } from '../ui/input.ts';
import { fillVariables, KIND_NAMES, KINDS } from './model.ts';
import { PanelBody } from './PanelBody.tsx';

interface PanelFormProps {
  panel: Panel;
  variables: readonly Variable[];
  range: TimeRange;
  onSave: (panel: Panel) => void;
  onClose: () => void;
}

const FIELD = `${INPUT} w-full py-1`;

/** What a panel shows and how, with a look at what it will be. */
export function PanelForm({ panel, variables, range, onSave, onClose }: PanelFormProps) {
  const [draft, setDraft] = useState(panel);
  const [shown, setShown] = useState(panel.query);
  const seen = useDeferredValue(shown);
  const set = (part: Partial<Panel>) => setDraft({ ...draft, ...part });
  return (
    <Dialog label="Panel" onClose={onClose} className="w-[min(60rem,calc(100vw-1rem))]">
      <form
        className="grid gap-4 p-4 sm:p-5"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-[1fr_10rem_6rem]">
          <Field label="Title">
            <input
              className={FIELD}
              value={draft.title}
              maxLength={200}
              onChange={(event) => set({ title: event.target.value })}
            />
          </Field>
          <Field label="Shown as">
            <select
              className={`${FIELD} h-[30px]`}
              value={draft.kind}
              onChange={(event) =>
                set({ kind: KIND_NAMES.find((kind) => kind === event.target.value) ?? 'table' })
              }
            >
              {KIND_NAMES.map((kind) => (
                <option key={kind}>{kind}</option>
              ))}
            </select>
          </Field>
          <Field label="Unit">
            <input
              className={FIELD}
              value={draft.unit ?? ''}
              maxLength={20}
              placeholder="ms, %, …"
              onChange={(event) => set({ unit: event.target.value })}
            />
          </Field>
        </div>
        <Field label="Query">
          <textarea
            className={`${FIELD} h-20 font-mono text-xs`}
            value={draft.query}
            spellCheck={false}
            maxLength={10_000}
            onChange={(event) => set({ query: event.target.value })}
            onBlur={() => setShown(draft.query)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) setShown(draft.query);
            }}
          />
          <span className="text-xs text-ink-faint">
            {KINDS[draft.kind]} <kbd>Ctrl</kbd> <kbd>Enter</kbd> shows it below.
          </span>
        </Field>
        <section aria-label="Preview" className="h-56 min-w-0 rounded-lg border border-line bg-surface p-3">
          <PanelBody
            panel={{ ...draft, width: 8 }}
            query={fillVariables(seen, variables)}
            range={range}
            group="preview"
            onSpan={() => undefined}
          />
        </section>
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
