import type { Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  tcp: ({ host, port, address }) => [
    {
      // MessagePack: ["hello", nil, {"message": "Hello over Forward"}].
      name: 'One record',
      text: `printf '\\223\\245hello\\300\\201\\247message\\262Hello over Forward' | nc -w1 ${host} ${port}`,
    },
    {
      name: 'Docker',
      text: `docker run --log-driver fluentd --log-opt fluentd-address=${address} IMAGE`,
    },
    {
      name: 'Fluent Bit',
      text: `[OUTPUT]\n    Name forward\n    Match *\n    Host ${host}\n    Port ${port}`,
    },
  ],
};
