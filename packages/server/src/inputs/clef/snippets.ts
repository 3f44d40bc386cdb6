import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, '/ingest/clef', {
        token: 'X-Seq-ApiKey: ',
        data: `{"@t":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","@mt":"Hello from {Who}","Who":"Seq","Application":"hello"}`,
      }),
    },
    {
      name: 'Serilog',
      text: `Log.Logger = new LoggerConfiguration().WriteTo.Seq("${reach.origin}"${reach.token === undefined ? '' : `, apiKey: "${reach.token}"`}).CreateLogger();`,
    },
  ],
};
