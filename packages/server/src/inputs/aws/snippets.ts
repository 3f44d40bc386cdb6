import { curl, type Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  paths: (reach) => [
    {
      name: 'One record',
      text: curl(reach, '/insert/firehose', {
        headers: ['Content-Type: application/json'],
        token: 'X-Amz-Firehose-Access-Key: ',
        data: `{"requestId":"hello-'$(date +%s)'","timestamp":0,"records":[{"data":"'$(printf 'Hello over Firehose' | base64)'"}]}`,
      }),
    },
    {
      name: 'Docker',
      text: `docker run --log-driver awslogs --log-opt awslogs-endpoint=${reach.origin} --log-opt awslogs-region=us-east-1 --log-opt awslogs-group=hello IMAGE`,
    },
  ],
};
