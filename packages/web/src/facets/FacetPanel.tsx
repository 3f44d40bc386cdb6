import type { Facet } from '../data/facets.ts';
import type { Feed, FeedSnapshot } from '../data/feed.ts';
import { FacetGroup } from './FacetGroup.tsx';
import { useFacets } from './use-facets.ts';

interface FacetPanelProps {
  feed: Feed;
  snapshot: FeedSnapshot;
  run: number;
  query: string;
  onQuery: (query: string) => void;
}

/** What the records have in common: fields, their most frequent values, and a click to narrow. */
export function FacetPanel({ feed, snapshot, run, query, onQuery }: FacetPanelProps) {
  const { facets, whole } = useFacets(feed, snapshot, run);
  return (
    <aside
      aria-label="Fields"
      className="flex w-56 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface text-xs max-[719px]:absolute max-[719px]:inset-y-0 max-[719px]:left-0 max-[719px]:z-20 max-[719px]:w-64 max-[719px]:shadow-lg"
    >
      {facets.map((facet: Facet, index) => (
        <FacetGroup key={facet.field} facet={facet} query={query} onQuery={onQuery} open={index < 4} />
      ))}
      {facets.length > 0 && (
        <p className="mt-auto p-2 text-ink-faint">
          {whole ? 'Counts of the whole range' : 'Counts of the newest rows at hand'}
        </p>
      )}
    </aside>
  );
}
