import { useCallback, useEffect, useMemo, useState } from 'react';
import { isLive, rangeOf, rangePatch, speedOf } from '../app/logs-search.ts';
import { useLogsSearch } from '../app/use-logs-search.ts';
import { isTabular } from '../data/pipes.ts';
import { FacetPanel } from '../facets/FacetPanel.tsx';
import { Histogram } from '../histogram/Histogram.tsx';
import { LiveBar } from '../live/LiveBar.tsx';
import { useFeed } from '../live/use-feed.ts';
import { RecordPanel } from '../record/RecordPanel.tsx';
import { ResultView } from '../result/ResultView.tsx';
import { useMedia, WIDE } from '../ui/media.ts';
import { FilterBar } from './FilterBar.tsx';
import { QueryRow } from './QueryRow.tsx';
import { RecordList } from './RecordList.tsx';
import { useLogsCommands } from './use-logs-commands.ts';

/** Search and live in one view; everything it shows follows from the URL. */
export function LogsPage() {
  const { search, update } = useLogsSearch();
  const [run, setRun] = useState(0);
  const query = search.q ?? '';
  const { from, to, last, record } = search;
  const range = useMemo(
    () => rangeOf({ ...(from && { from }), ...(to && { to }), ...(last && { last }) }),
    [from, to, last],
  );
  const live = isLive(search);
  const speed = speedOf(search);
  const tabular = isTabular(query);
  const wide = useMedia(WIDE);
  const facets = search.facets === undefined ? wide && !tabular : search.facets === '1';

  const [feed, snapshot] = useFeed(query, range, live, run);
  useEffect(() => feed.setRate(speed), [feed, speed]);
  useEffect(() => feed.hold('reading', record !== undefined), [feed, record]);

  const [ready, setReady] = useState(false);
  const { history } = snapshot;
  useEffect(() => setReady((before) => before || !['idle', 'loading'].includes(history)), [history]);

  const again = useCallback(() => setRun((before) => before + 1), []);
  useLogsCommands({ feed, search, live, facets, update, onAgain: again });
  const setQuery = useCallback((q: string) => update({ q, record: undefined }), [update]);
  const setRange = (next: typeof range) => update({ ...rangePatch(next), record: undefined });

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Logs</h1>
      <QueryRow
        query={query}
        range={range}
        zone={search.zone}
        live={live}
        feed={feed}
        ready={ready}
        error={
          snapshot.historyError ?? (snapshot.connection === 'refused' ? snapshot.connectionError : undefined)
        }
        onQuery={(q) => (q === query ? again() : setQuery(q))}
        onRange={setRange}
        onLive={(on) =>
          update({ live: on ? undefined : '0', ...(on ? { from: undefined, to: undefined } : {}) })
        }
      />
      <Histogram query={query} range={range} zone={search.zone} live={live} run={run} onRange={setRange} />
      <FilterBar
        query={query}
        range={range}
        onQuery={setQuery}
        feed={feed}
        snapshot={snapshot}
        facets={facets}
        search={search}
        update={update}
      />
      <div className="relative flex min-h-0 flex-1">
        {facets && <FacetPanel feed={feed} snapshot={snapshot} run={run} query={query} onQuery={setQuery} />}
        <div className="relative min-w-0 flex-1">
          {tabular ? (
            <ResultView query={query} range={range} run={run} />
          ) : (
            <RecordList feed={feed} snapshot={snapshot} search={search} update={update} />
          )}
        </div>
        {record !== undefined && (
          <RecordPanel
            id={record}
            feed={feed}
            zone={search.zone}
            query={query}
            onQuery={setQuery}
            onOpen={(id) => update({ record: id }, true)}
            onClose={() => update({ record: undefined }, true)}
          />
        )}
      </div>
      {live && (
        <LiveBar
          feed={feed}
          snapshot={snapshot}
          speed={speed}
          onSpeed={(next) => update({ speed: Number.isFinite(next) ? String(next) : undefined }, true)}
        />
      )}
    </div>
  );
}
