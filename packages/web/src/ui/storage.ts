/** Small values that the browser keeps. Storage may be forbidden or full: then they last as long as the page. */
const PREFIX = 'logboom.';
const memory = new Map<string, string>();

export function load(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

export function save(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Kept in memory.
  }
}

/** A kept list of texts; anything else that lies there counts as an empty list. */
export function loadList(key: string): string[] {
  try {
    const value: unknown = JSON.parse(load(key) ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

export const saveList = (key: string, list: readonly string[]): void => save(key, JSON.stringify(list));
