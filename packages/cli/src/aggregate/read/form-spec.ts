import { FORMS, type Form, HEADER_FORMS, TEXT, userPattern } from '@logboom/core';

/** A form as it travels to a worker thread: by name, with what it was made of. */
export interface FormSpec {
  name: string;
  /** The header line of a form that has one, the pattern of the user's. */
  detail?: string;
}

export function formOf({ name, detail = '' }: FormSpec): Form {
  if (name === 'pattern') return userPattern(detail);
  const header = HEADER_FORMS.find((form) => form.name === name)?.open(detail);
  return header ?? FORMS.find((form) => form.name === name) ?? TEXT;
}

export function specOf(form: Form, lines: readonly string[]): FormSpec {
  const header = HEADER_FORMS.some(({ name }) => name === form.name)
    ? lines.find((line) =>
        HEADER_FORMS.some((known) => known.name === form.name && known.open(line) !== undefined),
      )
    : undefined;
  return header === undefined ? { name: form.name } : { name: form.name, detail: header };
}
