import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, '/api/v1/logs', {
        data: '{"level":"info","service":"hello","message":"Hello over HTTP"}',
      }),
    },
    {
      name: 'A file of JSON lines, safe to repeat',
      text: `${curl(reach, '/api/v1/logs', { headers: ['Idempotency-Key: my-batch-1'] })} < app.ndjson`,
    },
  ],
};
