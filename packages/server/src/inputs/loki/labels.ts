import { LogboomError } from '@logboom/core';

const LABEL = /\s*([A-Za-z_:][\w.:/-]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|\})/y;

/**
 * The labels of a stream, as Loki's Protocol Buffers have them: `{app="shop", level="info"}`.
 *
 * @throws LogboomError LB_RECORD_INVALID
 */
export function parseLabels(text: string): Record<string, string> {
  const labels: [string, string][] = [];
  const begin = text.trimStart();
  let at = 1;
  if (!begin.startsWith('{')) throw invalid(text);
  if (/^\{\s*\}\s*$/.test(begin)) return {};
  for (;;) {
    LABEL.lastIndex = at;
    const match = LABEL.exec(begin);
    if (match === null) throw invalid(text);
    labels.push([match[1]!, unquote(match[2]!)]);
    at = LABEL.lastIndex;
    if (match[3] === '}') break;
  }
  return Object.fromEntries(labels);
}

/** A Go string literal, as far as JSON's are the same; another escape stays as it is written. */
function unquote(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

function invalid(text: string): LogboomError {
  return new LogboomError('LB_RECORD_INVALID', {
    reason: `'${text.slice(0, 100)}' are no labels; write {name="value", ...}`,
  });
}
