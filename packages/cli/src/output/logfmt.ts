/** Fields as one line of logfmt: `name=value`, quoted where it has to be. Empty fields are left out. */
export function logfmt(fields: Iterable<readonly [string, string]>): string {
  return [...fields]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.replace(/[\s="]/g, '_')}=${quoted(value)}`)
    .join(' ');
}

function quoted(value: string): string {
  return /[\s="\\\p{Cc}]/u.test(value) ? JSON.stringify(value) : value;
}
