import type { Reach, Snippets } from '../snippet.ts';

const logger = ({ host, port }: Reach, transport: 'tcp' | 'udp'): string =>
  `logger --server ${host} --port ${port} --${transport} --rfc5424 'Hello over syslog, ${transport}'`;

export const snippets: Snippets = {
  tcp: (reach) => [
    { name: 'One record', text: logger(reach, 'tcp') },
    {
      name: 'rsyslog',
      text: `*.* action(type="omfwd" target="${reach.host}" port="${reach.port}" protocol="tcp")`,
    },
  ],
  udp: (reach) => [{ name: 'One record', text: logger(reach, 'udp') }],
  tls: ({ address }) => [
    {
      name: 'One record',
      text: `printf '<14>1 - - hello - - - Hello over syslog, TLS\\n' | openssl s_client -quiet -no_ign_eof -connect ${address}`,
    },
  ],
};
