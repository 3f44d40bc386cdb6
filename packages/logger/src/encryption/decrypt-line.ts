import type { Decryptor } from './cipher.ts';

/** A token as both ciphers write it, with or without the id of its key. */
const TOKEN = /(?:key:[\w-]{1,64}:)?(?:gAAAA[\w-]{60,}={0,2}|sealed\.[\w-]{43}\.[\w-]{38,})/g;
const WHOLE = new RegExp(`^(?:${TOKEN.source})$`);

/** A line with its tokens opened. */
export interface DecryptedLine {
  text: string;
  opened: number;
  /** Tokens that no key fits; they stay as they are. */
  closed: number;
}

/**
 * Opens what is encrypted in a line: the whole line, or tokens among other text. Where a token is a text of
 * JSON by itself its value comes back as it was: a number, an object. Lines without tokens pass through.
 */
export function decryptLine(line: string, keys: Decryptor): DecryptedLine {
  const result = { text: line, opened: 0, closed: 0 };
  const open = (token: string): string | undefined => {
    const text = keys.decrypt(token);
    if (text === undefined) result.closed++;
    else result.opened++;
    return text;
  };
  if (WHOLE.test(line.trim())) result.text = open(line.trim()) ?? line;
  else if (line.search(TOKEN) >= 0) {
    result.text = line.replace(
      new RegExp(`"(${TOKEN.source})"|${TOKEN.source}`, 'g'),
      (found, quoted?: string) =>
        quoted === undefined ? (open(found) ?? found) : fieldText(open(quoted), found),
    );
  }
  return result;
}

/** The value of a field is encrypted as JSON, so it takes the place of the text and its quotes. */
function fieldText(text: string | undefined, otherwise: string): string {
  if (text === undefined) return otherwise;
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}
