import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, '/services/collector', {
        token: 'Authorization: Splunk ',
        data: '{"source":"hello","event":{"level":"info","message":"Hello over HEC"}}',
      }),
    },
    {
      name: 'Fluent Bit',
      text: `[OUTPUT]\n    Name splunk\n    Match *\n    Host ${reach.host}\n    Port ${reach.port}\n    Splunk_Token ${reach.token ?? 'any'}`,
    },
  ],
};
