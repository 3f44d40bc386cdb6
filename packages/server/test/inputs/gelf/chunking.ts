/** One GELF chunk. */
export function chunk(id: number, number: number, count: number, part: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(0x1e0f, 0);
  header.writeUInt32BE(id, 6);
  header[10] = number;
  header[11] = count;
  return Buffer.concat([header, part]);
}

let ids = 0;

/** A payload as chunks of at most `size` bytes of it. */
export function split(payload: Buffer, size: number): Buffer[] {
  const id = ++ids;
  const count = Math.ceil(payload.length / size);
  return Array.from({ length: count }, (_, i) =>
    chunk(id, i, count, payload.subarray(i * size, (i + 1) * size)),
  );
}
