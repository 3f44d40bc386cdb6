import { curl, type Snippets } from '../snippet.ts';

const PATH = '/loki/api/v1/push';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, PATH, {
        headers: ['Content-Type: application/json'],
        data: `{"streams":[{"stream":{"app":"hello","level":"info"},"values":[["'$(date +%s)'000000000","Hello over Loki"]]}]}`,
      }),
    },
    {
      name: 'Promtail, Alloy',
      text: `clients:\n  - url: ${reach.origin}${PATH}${reach.token === undefined ? '' : `\n    bearer_token: ${reach.token}`}`,
    },
  ],
};
