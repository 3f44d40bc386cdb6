import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, '/api/v2/logs', {
        headers: ['Content-Type: application/json'],
        token: 'DD-API-KEY: ',
        data: '[{"message":"Hello over Datadog","status":"info","service":"hello"}]',
      }),
    },
    {
      name: 'Agent',
      text: `logs_enabled: true\nlogs_config:\n  logs_dd_url: ${reach.host}:${reach.port}\n  logs_no_ssl: true\n  force_use_http: true`,
    },
  ],
};
