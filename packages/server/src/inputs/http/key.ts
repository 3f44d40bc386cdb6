/** A key of HTTP among those of all inputs. An import that goes on without a server finds what it sent to one. */
export function httpKey(key: string): string {
  return `http:${key}`;
}
