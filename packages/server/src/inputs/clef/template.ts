/** A hole: `{Name}`, `{@Name}`, `{$Name}`, `{Name,-10}`, `{Name:000}`; or a doubled brace. */
const HOLE = /\{\{|\}\}|\{[@$]?([\w.]+)(?:,(-?\d{1,3}))?(?::([^{}]*))?\}/g;

/**
 * Renders a message template (messagetemplates.org).
 *
 * @param renderings texts of the holes that have a format, in their order: only the sender could make them
 * @returns the text; a hole whose property is missing stays as it is written
 */
export function renderTemplate(
  template: string,
  properties: Readonly<Record<string, unknown>>,
  renderings: readonly unknown[] = [],
): string {
  if (!template.includes('{') && !template.includes('}}')) return template;
  let formatted = 0;
  return template.replace(HOLE, (hole: string, name?: string, width?: string, format?: string) => {
    if (hole === '{{') return '{';
    if (hole === '}}') return '}';
    const rendering = format === undefined ? undefined : renderings[formatted++];
    if (typeof rendering === 'string') return align(rendering, width);
    const value = propertyOf(properties, name ?? '');
    return value === undefined ? hole : align(textOf(value), width);
  });
}

function propertyOf(properties: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function align(text: string, width: string | undefined): string {
  const columns = Number(width ?? 0);
  return columns < 0 ? text.padEnd(-columns) : text.padStart(columns);
}
