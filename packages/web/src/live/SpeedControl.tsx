import { SPEEDS } from '../data/pump.ts';

const textOf = (speed: number): string =>
  speed === Number.POSITIVE_INFINITY ? 'as they come' : `${speed} rows/s`;

function placeOf(speed: number): number {
  const place = SPEEDS.findIndex((choice) => choice >= speed);
  return place === -1 ? SPEEDS.length - 1 : place;
}

/** How fast rows appear: what comes faster waits in the backlog. */
export function SpeedControl({ speed, onChange }: { speed: number; onChange: (speed: number) => void }) {
  return (
    <label className="flex items-center gap-2">
      <span className="text-ink-faint max-sm:sr-only">Speed</span>
      <input
        type="range"
        aria-label="Speed"
        aria-valuetext={textOf(speed)}
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={placeOf(speed)}
        onChange={(event) => onChange(SPEEDS[Number(event.target.value)] ?? Number.POSITIVE_INFINITY)}
        className="w-28 accent-accent max-sm:w-20"
      />
      <output className="w-[11ch] text-ink-soft tabular-nums">{textOf(speed)}</output>
    </label>
  );
}
