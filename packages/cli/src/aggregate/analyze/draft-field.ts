import { type Draft, formatInstant, levelOf, TEXT_COLUMNS, type TextColumn } from '@logboom/core';

/** Reads a field of a draft by its name, as LogsQL knows it; what is missing is empty. */
export function draftField(name: string): (draft: Draft) => string {
  if (name === '_msg') return (draft) => draft.message;
  if (name === '_time' || name === 'timestamp') {
    return ({ ms, ns }) => (Number.isNaN(ms) ? '' : formatInstant(ms, ns));
  }
  if (name === 'level') return ({ severity }) => levelOf(severity);
  if (name === 'severity') return ({ severity }) => String(severity || 9);
  if (isTextColumn(name)) return (draft) => draft[name];
  return ({ attributes }) => {
    // The last of a name counts.
    for (let i = attributes.length - 2; i >= 0; i -= 2) if (attributes[i] === name) return attributes[i + 1]!;
    return '';
  };
}

function isTextColumn(name: string): name is TextColumn {
  return (TEXT_COLUMNS as readonly string[]).includes(name);
}
