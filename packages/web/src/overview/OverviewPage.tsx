import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { OverviewSearch } from '../app/overview-search.ts';
import { lengthOf } from '../data/time-range.ts';
import { useNow } from '../table/use-now.ts';
import { LastSelect } from '../ui/LastSelect.tsx';
import { ScrollView } from '../ui/ScrollView.tsx';
import { fetchActivity } from './activity.ts';
import { Card } from './Card.tsx';
import { Errors } from './Errors.tsx';
import { Figures } from './Figures.tsx';
import { Health } from './Health.tsx';
import { HeatMap } from './HeatMap.tsx';
import { Inputs } from './Inputs.tsx';
import { NewPatterns } from './NewPatterns.tsx';
import { Storage } from './Storage.tsx';
import { Trouble } from './Trouble.tsx';

const HOUR_MS = 3_600_000;
const EVERY_MS = 10_000;
const SELECT = 'h-6 rounded-md border border-line-strong bg-paper px-1 text-xs';

/** How everything is, at a glance. */
export function OverviewPage() {
  const { last = '1h', since = last, sort, service } = useSearch({ from: '/overview' });
  const navigate = useNavigate();
  const now = useNow(1000);
  const length = lengthOf(last) ?? HOUR_MS;
  const activity = useQuery({
    queryKey: ['activity', last],
    queryFn: ({ signal }) => fetchActivity(length, signal),
    refetchInterval: EVERY_MS,
    placeholderData: (before) => before,
  });
  const update = (patch: { [Name in keyof OverviewSearch]: string | undefined }) =>
    void navigate({
      to: '/overview',
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...patch }).filter(([, value]) => value !== undefined),
        ),
    });

  return (
    <ScrollView label="Overview" className="w-full max-w-[150rem] gap-3 p-3 sm:p-5">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-lg font-semibold">Overview</h1>
        <div className="ml-auto">
          <LastSelect last={last} onChange={(next) => update({ last: next })} />
        </div>
      </header>
      {activity.error && (
        <p role="alert" className="text-error">
          {activity.error.message}
        </p>
      )}
      <Figures activity={activity.data} length={length} />
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-3 min-[1900px]:grid-cols-2">
          <Card title="Services over time">
            {activity.data && (
              <HeatMap
                activity={activity.data}
                last={last}
                open={service}
                onOpen={(name) => update({ service: name })}
              />
            )}
          </Card>
          <Card title="Warnings and errors over time">
            {activity.data && <Trouble activity={activity.data} />}
          </Card>
          <Card
            title="Errors by pattern"
            tools={
              <select
                aria-label="Order of the errors"
                value={sort ?? ''}
                onChange={(event) => update({ sort: event.target.value || undefined })}
                className={SELECT}
              >
                <option value="">Most first</option>
                <option value="newest">Newest first</option>
              </select>
            }
          >
            <Errors last={last} length={length} now={now} newestFirst={sort === 'newest'} />
          </Card>
          <Card
            title="New patterns"
            tools={
              <LastSelect
                label="New since"
                className={SELECT}
                last={since}
                onChange={(next) => update({ since: next === last ? undefined : next })}
              />
            }
          >
            <NewPatterns since={since} length={lengthOf(since) ?? HOUR_MS} now={now} />
          </Card>
        </div>
        <div className="grid gap-3 md:grid-cols-3 xl:grid-cols-1">
          <Card title="Server">
            <Health now={now} />
          </Card>
          <Card title="Coming in">
            <Inputs />
          </Card>
          <Card title="Disk">
            <Storage />
          </Card>
        </div>
      </div>
    </ScrollView>
  );
}
