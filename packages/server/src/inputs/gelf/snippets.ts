import { curl, type Snippets } from '../snippet.ts';

const gelf = (transport: string): string =>
  `{"version":"1.1","host":"hello","short_message":"Hello over GELF, ${transport}","level":6}`;

export const snippets: Snippets = {
  udp: ({ host, port, address }) => [
    { name: 'One record', text: `echo '${gelf('UDP')}' | nc -u -w1 ${host} ${port}` },
    { name: 'Docker', text: `docker run --log-driver gelf --log-opt gelf-address=udp://${address} IMAGE` },
  ],
  tcp: ({ host, port }) => [
    { name: 'One record', text: `printf '${gelf('TCP')}\\0' | nc -w1 ${host} ${port}` },
  ],
  paths: (reach) => [{ name: 'One record', text: curl(reach, '/gelf', { data: gelf('HTTP') }) }],
};
