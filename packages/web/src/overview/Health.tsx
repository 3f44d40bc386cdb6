import { type ServerStatus, useStatus } from '../connect/use-status.ts';
import { agoOf } from '../table/time.ts';
import { bytes, grouped } from '../ui/number.ts';
import { useRates } from './use-rates.ts';

/** Whether the server and its engine are well, and what comes in. */
export function Health({ now }: { now: number }) {
  const { data, error } = useStatus();
  const rates = useRates(data);
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
      </dl>
      <table className="w-full text-xs">
        <caption className="sr-only">Inputs</caption>
        <thead className="text-left text-ink-faint">
          <tr>
            <th scope="col" className="font-normal">
              Input
            </th>
            <th scope="col" className="text-right font-normal">
              Now
            </th>
            <th scope="col" className="text-right font-normal">
              Since start
            </th>
          </tr>
        </thead>
        <tbody>
          {data.inputs.map(({ name, state, records }) => (
            <tr key={name} className={isOn(state) ? '' : 'text-ink-faint'}>
              <td className="py-0.5">{name}</td>
              <td className="text-right tabular-nums">
                {isOn(state) ? `${grouped(rates[name] ?? 0)}/s` : state}
              </td>
              <td className="text-right tabular-nums">{grouped(records)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isOn = (state: string): boolean => state === 'listening' || state === 'connected';

const restarts = (count: number): string =>
  count === 0 ? '' : `, restarted ${count} ${count === 1 ? 'time' : 'times'}`;

function Problems({ status }: { status: ServerStatus }) {
  if (status.problems.length === 0) return <p className="font-medium text-good">All is well</p>;
  return (
    <ul role="alert" className="text-error">
      {status.problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </>
  );
}
