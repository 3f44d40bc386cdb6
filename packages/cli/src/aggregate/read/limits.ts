/** A line longer than this is cut, and that is said: the rest up to its end is skipped. */
export const MAX_LINE = 512 * 1024;
/** How much text further lines (of a stack trace) may add to a record, in characters. */
export const MAX_JOINED = 256 * 1024;
/** A record that stays open (a quote that never ends) is given up after so many lines. */
export const MAX_OPEN_LINES = 1_000;
/** How much of a file tells its form. */
export const SAMPLE_BYTES = 64 * 1024;
export const SAMPLE_LINES = 200;
/** Text is decoded in pieces of this size: small enough for the young generation of the heap. */
export const PIECE_BYTES = 64 * 1024;
/** Files are read in blocks of this size. */
export const BLOCK_BYTES = 256 * 1024;
