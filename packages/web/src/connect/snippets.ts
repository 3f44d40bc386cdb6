export interface Snippet {
  name: string;
  text: string;
}

const RECORD = '{"level":"info","service":"hello","message":"Hello from the command line"}';

/**
 * One line each that sends a first record to this very server and works when pasted into a terminal.
 *
 * @param origin where the page was loaded from
 * @param python the line of the input for Python's SocketHandler; without it Python sends over HTTP
 */
export function firstRecordSnippets(origin: string, python: string | undefined): Snippet[] {
  const url = `${origin}/api/v1/logs`;
  return [
    { name: 'curl', text: `curl ${url} -d '${RECORD}'` },
    { name: 'Python', text: python ?? pythonOverHttp(url) },
    {
      name: 'TypeScript',
      text: `node -e "fetch('${url}', { method: 'POST', body: JSON.stringify({ level: 'info', service: 'hello', message: 'Hello from TypeScript' }) })"`,
    },
  ];
}

function pythonOverHttp(url: string): string {
  return `python3 -c 'import urllib.request as u; u.urlopen("${url}", b"{\\"level\\":\\"info\\",\\"logger\\":\\"myapp.area1\\",\\"message\\":\\"Hello from Python\\"}")'`;
}
