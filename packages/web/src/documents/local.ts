import { readDashboard } from '../dashboards/model.ts';
import { newId, putDocument } from '../data/documents.ts';
import { nameOf } from '../saved/name.ts';
import { loadList, saveList } from '../ui/storage.ts';

/** Where earlier versions of the page kept what the server keeps now. */
const KEYS = { dashboards: 'dashboards', queries: 'saved-queries' } as const;

type LocalKind = keyof typeof KEYS;

/** Texts that this browser still has from then. */
export const localTexts = (kind: LocalKind): string[] => loadList(KEYS[kind]);

/**
 * Brings them to the server one by one; each is gone here once it is there.
 *
 * @throws ApiError for the first that the server does not take; it and the later ones stay
 */
export async function uploadLocal(kind: LocalKind): Promise<void> {
  for (const text of localTexts(kind)) {
    if (kind === 'queries') {
      await putDocument('queries', newId(), { name: nameOf(text), query: text }, 'none');
    } else {
      await putDocument('dashboards', newId(), readDashboard(text), 'none');
    }
    saveList(
      KEYS[kind],
      localTexts(kind).filter((other) => other !== text),
    );
  }
}

export const forgetLocal = (kind: LocalKind): void => saveList(KEYS[kind], []);
