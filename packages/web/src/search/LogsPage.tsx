import { useEffect, useMemo, useState } from 'react';
import { isLive, rangeOf, rangePatch, speedOf, type TimeStyle } from '../app/logs-search.ts';
import { useLogsSearch } from '../app/use-logs-search.ts';
import { LiveBar } from '../live/LiveBar.tsx';
import { NewPill } from '../live/NewPill.tsx';
import { useFeed } from '../live/use-feed.ts';
import { RecordPanel } from '../record/RecordPanel.tsx';
import { LogTable } from '../table/LogTable.tsx';
import { EmptyResult } from './EmptyResult.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ListFoot } from './ListFoot.tsx';
import { QueryRow } from './QueryRow.tsx';

/** Search and live in one view; everything it shows follows from the URL. */
export function LogsPage() {
  const { search, update } = useLogsSearch();
  const [run, setRun] = useState(0);
  const query = search.q ?? '';
  const range = useMemo(() => rangeOf(search), [search]);
  const live = isLive(search);
  const speed = speedOf(search);
  const [feed, snapshot] = useFeed(query, range, live, run);
  useEffect(() => feed.setRate(speed), [feed, speed]);

  const { record } = search;
  useEffect(() => feed.hold('reading', record !== undefined), [feed, record]);

  const setQuery = (q: string) => update({ q, record: undefined });
  const resume = () => {
    document.querySelector('[data-testid=records]')?.scrollTo({ top: 0 });
    feed.hold('scrolled', false);
    feed.hold('paused', false);
    if (record !== undefined) update({ record: undefined });
  };
  const empty = snapshot.size === 0 && snapshot.history !== 'loading' && snapshot.history !== 'idle';

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Logs</h1>
      <QueryRow
        query={query}
        range={range}
        live={live}
        error={
          snapshot.historyError ?? (snapshot.connection === 'refused' ? snapshot.connectionError : undefined)
        }
        onQuery={(q) => (q === query ? setRun(run + 1) : setQuery(q))}
        onRange={(next) => update({ ...rangePatch(next), record: undefined })}
        onLive={(on) =>
          update({ live: on ? undefined : '0', ...(on ? { from: undefined, to: undefined } : {}) })
        }
      />
      <FilterBar
        query={query}
        onQuery={setQuery}
        feed={feed}
        snapshot={snapshot}
        search={search}
        update={update}
      />
      <div className="relative flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          {live && snapshot.held && <NewPill count={snapshot.backlog} onClick={resume} />}
          {empty ? (
            <EmptyResult snapshot={snapshot} query={query} range={range} live={live} onChange={update} />
          ) : (
            <LogTable
              feed={feed}
              snapshot={snapshot}
              cols={search.cols}
              wrap={search.wrap === '1'}
              timeStyle={(search.time as TimeStyle | undefined) ?? 'local'}
              open={record}
              onOpen={(id) => update({ record: id }, true)}
              foot={<ListFoot snapshot={snapshot} onRetry={() => feed.loadOlder()} />}
            />
          )}
        </div>
        {record !== undefined && (
          <RecordPanel
            id={record}
            feed={feed}
            query={query}
            onQuery={setQuery}
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
