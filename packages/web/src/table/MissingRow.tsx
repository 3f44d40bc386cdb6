/** Stands where a row is on its way. */
export function MissingRow({ height }: { height: number }) {
  return (
    <div role="gridcell" aria-label="Loading" className="flex items-center px-3" style={{ height }}>
      <span aria-hidden="true" className="h-2 w-1/3 rounded bg-hover" />
    </div>
  );
}
