import type { Snippets } from '../snippet.ts';

export const snippets: Snippets = {
  tcp: ({ host, port }) => [
    { name: 'One line', text: `echo 'Hello over TCP' | nc -w1 ${host} ${port}` },
    { name: 'A program', text: `my-program 2>&1 | nc ${host} ${port}` },
  ],
};
