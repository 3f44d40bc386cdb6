// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const SEQUENCE = /\u001b\[[0-9;:?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** Text without terminal escape sequences (ECMA-48 CSI and OSC). */
export const stripAnsi = (text: string): string =>
  text.includes('\u001b') ? text.replace(SEQUENCE, '') : text;
