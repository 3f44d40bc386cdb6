export interface Snippet {
  name: string;
  text: string;
}

const RECORD = '{"level":"info","service":"hello","message":"Hello from the command line"}';

/**
 * One line each that sends a first record to this very server and works when pasted into a terminal.
 *
 * @param origin where the page was loaded from
 * @param python `host:port` of the input for Python's SocketHandler; without it Python sends over HTTP
 */
export function firstRecordSnippets(origin: string, python: string | undefined): Snippet[] {
  const url = `${origin}/api/v1/logs`;
  return [
    { name: 'curl', text: `curl ${url} -H 'content-type: application/json' -d '${RECORD}'` },
    { name: 'Python', text: python === undefined ? overHttp(url) : overSocket(python) },
    {
      name: 'TypeScript',
      text: `node -e "fetch('${url}', { method: 'POST', body: JSON.stringify({ level: 'info', service: 'hello', message: 'Hello from TypeScript' }) })"`,
    },
  ];
}

function overSocket(address: string): string {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return `python3 -c 'import logging, logging.handlers as h; logging.basicConfig(level=20, handlers=[h.SocketHandler("${host}", ${address.slice(colon + 1)})]); logging.getLogger("myapp.area1").info("Hello from Python")'`;
}

function overHttp(url: string): string {
  return `python3 -c 'import urllib.request as u; u.urlopen("${url}", b"{\\"level\\":\\"info\\",\\"logger\\":\\"myapp.area1\\",\\"message\\":\\"Hello from Python\\"}")'`;
}
