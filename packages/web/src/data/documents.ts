import type { Dashboard, Document, SavedQuery } from '@logboom/server/documents';
import { request } from './api-error.ts';

/** The kinds of documents, by their path under /api/v1, with the body of each. */
export interface DocumentBodies {
  dashboards: Dashboard;
  queries: SavedQuery;
}

export type DocumentPath = keyof DocumentBodies;
export type Kept<Path extends DocumentPath> = Document<DocumentBodies[Path]>;

const pathOf = (path: DocumentPath, id: string): string => `/api/v1/${path}/${encodeURIComponent(id)}`;

/** Every document of a kind. @throws ApiError */
export async function fetchDocuments<Path extends DocumentPath>(
  path: Path,
  signal: AbortSignal,
): Promise<Kept<Path>[]> {
  const response = await request(`/api/v1/${path}`, { signal });
  const answer = (await response.json()) as Record<Path, Kept<Path>[]>;
  return answer[path];
}

/** @throws ApiError (404 where there is none) */
export async function fetchDocument<Path extends DocumentPath>(
  path: Path,
  id: string,
  signal?: AbortSignal,
): Promise<Kept<Path>> {
  const response = await request(pathOf(path, id), signal === undefined ? {} : { signal });
  return (await response.json()) as Kept<Path>;
}

/**
 * Makes or changes a document.
 *
 * @param version the one that is changed, or `none` for a new one; without it whatever is there is replaced
 * @throws ApiError (409 when it is at another version by now)
 */
export async function putDocument<Path extends DocumentPath>(
  path: Path,
  id: string,
  body: DocumentBodies[Path],
  version?: number | 'none',
): Promise<Kept<Path>> {
  const response = await request(pathOf(path, id), {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: conditionOf(version),
    // A page that is left at once after a change still sends it.
    keepalive: true,
  });
  return (await response.json()) as Kept<Path>;
}

/** @throws ApiError */
export async function deleteDocument(path: DocumentPath, id: string): Promise<void> {
  await request(pathOf(path, id), { method: 'DELETE' });
}

function conditionOf(version: number | 'none' | undefined): Record<string, string> {
  if (version === undefined) return {};
  return version === 'none' ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` };
}

/** A name for a new document or panel that no other has. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
