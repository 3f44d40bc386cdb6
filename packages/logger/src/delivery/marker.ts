/** What begins a line of a segment that is not a record: ASCII's record separator, as in RFC 7464. */
export const MARK = '\u001e';
const MARK_BYTE = 0x1e;
const LINE_END = 0x0a;

/** Ends a batch in a segment. */
export interface Marker {
  batch: number;
  records: number;
  /** CRC-32 of the batch's lines. */
  crc: number;
}

export function writeMarker(marker: Marker): string {
  return `${MARK}${JSON.stringify(marker)}\n`;
}

/** A batch found in a segment: where its lines are. Without a marker it was never sent. */
export interface Found {
  start: number;
  end: number;
  records: number;
  marker: Marker | undefined;
}

/**
 * Finds the batches of a segment. Lines behind the last marker are one more, without what a torn write
 * left of a last line. Never throws: a marker that cannot be read counts as none.
 */
export function findBatches(segment: Buffer): Found[] {
  const found: Found[] = [];
  let start = 0;
  let records = 0;
  let at = 0;
  for (let end = segment.indexOf(LINE_END, at); end >= 0; end = segment.indexOf(LINE_END, at)) {
    if (segment[at] === MARK_BYTE) {
      const marker = readMarker(segment.toString('utf8', at + 1, end));
      if (records > 0) found.push({ start, end: at, records, marker });
      start = end + 1;
      records = 0;
    } else records++;
    at = end + 1;
  }
  if (records > 0) found.push({ start, end: at, records, marker: undefined });
  return found;
}

function readMarker(text: string): Marker | undefined {
  try {
    const value = JSON.parse(text) as Partial<Marker> | null;
    const known = Number.isSafeInteger(value?.batch) && typeof value?.crc === 'number';
    return known ? (value as Marker) : undefined;
  } catch {
    return undefined;
  }
}
