/** What one pickle may cost. Whatever is over is LB_PICKLE_INVALID, and says which limit it was. */
export interface PickleLimits {
  /** Length of the pickle in bytes. @default 16 MiB */
  bytes: number;
  /**
   * Operations (opcodes). One operation makes at most one object of about 100 bytes, so this bounds memory
   * beside the input's own size. @default 500,000
   */
  operations: number;
  /** Marks that are open at once. Other nesting is bounded by `operations`, and nothing here recurses over it. @default 1,000 */
  depth: number;
  /** Bytes that operations copy out of earlier values (bytes of protocols 0 to 2 arrive as text). @default 16 MiB */
  output: number;
  /** Length of an int in bytes; a longer one is kept as `<int of N bytes>`. @default 2,048 (4,932 digits; Python itself shows at most 4,300) */
  integer: number;
}

export const PICKLE_LIMITS: Readonly<PickleLimits> = {
  bytes: 16 * 1024 * 1024,
  operations: 500_000,
  depth: 1_000,
  output: 16 * 1024 * 1024,
  integer: 2_048,
};
