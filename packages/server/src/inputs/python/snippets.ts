import type { Reach, Snippets } from '../snippet.ts';

const one = (handler: string, transport: string): string =>
  `python3 -c 'import logging, logging.handlers as h; logging.basicConfig(level=20, handlers=[${handler}]); logging.getLogger("myapp.area1").info("Hello from Python over ${transport}")'`;

const program = (handler: string): string =>
  `import logging, logging.handlers\nlogging.getLogger().addHandler(logging.handlers.${handler})`;

function httpHandler({ host, port, token }: Reach, method: string): string {
  const credentials = token === undefined ? '' : `, credentials=("logboom", "${token}")`;
  return `HTTPHandler("${host}:${port}", "/insert/python", method="${method}"${credentials})`;
}

export const snippets: Snippets = {
  tcp: ({ host, port }) => [
    { name: 'One record', text: one(`h.SocketHandler("${host}", ${port})`, 'TCP') },
    { name: 'In a program', text: program(`SocketHandler("${host}", ${port})`) },
  ],
  udp: ({ host, port }) => [
    { name: 'One record', text: one(`h.DatagramHandler("${host}", ${port})`, 'UDP') },
    { name: 'In a program', text: program(`DatagramHandler("${host}", ${port})`) },
  ],
  paths: (reach) => [
    { name: 'One record', text: one(`h.${httpHandler(reach, 'POST')}`, 'HTTP') },
    { name: 'In a program', text: program(httpHandler(reach, 'POST')) },
  ],
};
