import { Link } from '@tanstack/react-router';
import { useStatus } from '../connect/use-status.ts';
import { compact, grouped } from '../ui/number.ts';
import { useRates } from './use-rates.ts';

/** What comes in now, by input; inputs that got nothing since the start are only counted. */
export function Inputs() {
  const { data } = useStatus();
  const rates = useRates(data);
  if (data === undefined) return <p className="text-ink-faint">Loading …</p>;
  const used = data.inputs
    .filter(({ records }) => records > 0)
    .sort((a, b) => (rates[b.name] ?? 0) - (rates[a.name] ?? 0) || b.records - a.records);
  const quiet = data.inputs.filter(({ records, state }) => records === 0 && isOn(state)).length;
  const most = Math.max(1, ...used.map(({ name }) => rates[name] ?? 0));
  return (
    <>
      {used.length > 0 && (
        <table className="w-full text-xs">
          <caption className="sr-only">Records by input</caption>
          <thead className="text-left text-ink-faint">
            <tr>
              <th scope="col" className="font-normal">
                Input
              </th>
              <th scope="col" className="text-right font-normal">
                Now
              </th>
              <th scope="col" className="w-20 text-right font-normal">
                Since start
              </th>
            </tr>
          </thead>
          <tbody>
            {used.map(({ name, records }) => (
              <tr key={name}>
                <th scope="row" className="py-1 text-left font-mono font-normal">
                  {name}
                </th>
                <td className="relative text-right tabular-nums">
                  <span
                    aria-hidden="true"
                    className="absolute inset-y-1 right-0 rounded-[2px] bg-selected"
                    style={{ width: `${((rates[name] ?? 0) / most) * 100}%` }}
                  />
                  <span className="relative pr-1">{grouped(rates[name] ?? 0)}/s</span>
                </td>
                <td className="text-right tabular-nums" title={grouped(records)}>
                  {compact(records)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-1 text-ink-faint">
        {used.length === 0 ? 'Nothing came in since the start. ' : ''}
        {quiet > 0 &&
          `${quiet} ${used.length === 0 ? '' : 'more '}${quiet === 1 ? 'input waits' : 'inputs wait'}. `}
        <Link to="/connect" className="text-accent underline">
          Connect
        </Link>
      </p>
    </>
  );
}

const isOn = (state: string): boolean => state === 'listening' || state === 'connected';
