/** A line of a list of facts. */
export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-right tabular-nums">{value}</dd>
    </>
  );
}
