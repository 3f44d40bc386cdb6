import { type ServerStatus, useStatus } from '../connect/use-status.ts';
import { agoOf } from '../table/time.ts';
import { bytes } from '../ui/number.ts';
import { Fact } from './Fact.tsx';

/** Whether the server and its engine are well. */
export function Health({ now }: { now: number }) {
  const { data, error } = useStatus();
  if (error) {
    return (
      <p role="alert" className="text-error">
        {error.message}
      </p>
    );
  }
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  return (
    <div className="grid gap-3">
      <Problems status={data} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Fact
          name="Server"
          value={`${data.version}, up ${agoOf(now - Date.parse(data.started)).replace(' ago', '')}`}
        />
        <Fact name="Memory" value={bytes(data.memory)} />
        <Fact
          name="Engine"
          value={`${data.engine.kind}, ${data.engine.state}${restarts(data.engine.restarts)}`}
        />
        <Fact name="Spool" value={data.spool.bytes === 0 ? 'empty' : `${bytes(data.spool.bytes)} waiting`} />
        {data.spool.lostBytes > 0 && <Fact name="Spool lost" value={bytes(data.spool.lostBytes)} />}
      </dl>
    </div>
  );
}

const restarts = (count: number): string =>
  count === 0 ? '' : `, restarted ${count} ${count === 1 ? 'time' : 'times'}`;

function Problems({ status }: { status: ServerStatus }) {
  if (status.problems.length === 0) {
    return (
      <p className="flex items-center gap-2 font-medium text-good">
        <span aria-hidden="true" className="size-2 rounded-full bg-good" />
        All is well
      </p>
    );
  }
  return (
    <ul role="alert" className="text-error">
      {status.problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );
}
