/** One pair of logfmt: a name, and a value that is bare or in double quotes as in JSON. */
export const LOGFMT_PAIR = '([^=\\s"]+)=("(?:[^"\\\\]|\\\\.)*"|[^\\s]*)';

/** A value that logfmt must quote. */
export const LOGFMT_QUOTED = '[\\s"=\\\\]|^$';
