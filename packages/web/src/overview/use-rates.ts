import { useEffect, useRef, useState } from 'react';
import type { ServerStatus } from '../connect/use-status.ts';

/** Records a second by input, from one status to the next. */
export function useRates(status: ServerStatus | undefined): Record<string, number> {
  const before = useRef<{ at: number; records: Record<string, number> }>(undefined);
  const [rates, setRates] = useState<Record<string, number>>({});
  useEffect(() => {
    if (status === undefined) return;
    const at = performance.now();
    const records = Object.fromEntries(status.inputs.map((input) => [input.name, input.records]));
    const last = before.current;
    before.current = { at, records };
    if (last === undefined) return;
    const seconds = Math.max(0.1, (at - last.at) / 1000);
    // A restarted server counts from zero again.
    const rateOf = (name: string) =>
      Math.max(0, Math.round((records[name]! - (last.records[name] ?? 0)) / seconds));
    setRates(Object.fromEntries(Object.keys(records).map((name) => [name, rateOf(name)])));
  }, [status]);
  return rates;
}
