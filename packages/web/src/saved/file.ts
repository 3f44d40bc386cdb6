/**
 * Reads the text of exported saved queries: `{"queries": [{"name", "query"}]}`.
 *
 * @throws Error that says what is wrong with it
 */
export function readSavedQueries(text: string): { name: string; query: string }[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This file is not JSON. Choose one that "Export" of saved queries made.');
  }
  const list = typeof value === 'object' && value !== null && 'queries' in value ? value.queries : undefined;
  if (!Array.isArray(list)) throw new Error('This file has no saved queries: it needs a list "queries".');
  return list.map((item: unknown, index) => {
    if (isQuery(item)) return { name: item.name, query: item.query };
    throw new Error(`Query ${index + 1} of this file has no name or no query. Nothing was read.`);
  });
}

const isQuery = (item: unknown): item is { name: string; query: string } =>
  typeof item === 'object' &&
  item !== null &&
  'name' in item &&
  'query' in item &&
  typeof item.name === 'string' &&
  typeof item.query === 'string';
