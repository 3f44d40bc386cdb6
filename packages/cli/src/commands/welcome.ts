/** What a newly started server says: where to look, and how to send a first record. */
export function welcome(addresses: Record<string, string>): string {
  const http = `http://${reachable(addresses.http ?? '')}`;
  const lines = [
    '',
    `  Logboom is ready. Open ${http} and send a first record:`,
    '',
    '  curl',
    `    curl ${http}/api/v1/logs -d '{"service":"shop","level":"info","message":"hello from curl"}'`,
  ];
  const python = addresses['inputs.python.tcp'];
  if (python !== undefined) {
    const { host, port } = split(reachable(python));
    lines.push(
      '',
      '  Python',
      `    python3 -c "import logging, logging.handlers as h; logging.getLogger().addHandler(h.SocketHandler('${host}', ${port})); logging.getLogger('myapp').warning('hello from Python')"`,
    );
  }
  lines.push(
    '',
    '  TypeScript',
    `    node -e "fetch('${http}/api/v1/logs', { method: 'POST', body: JSON.stringify({ service: 'shop', message: 'hello from TypeScript' }) }).then(r => r.text()).then(console.log)"`,
    '',
    '  Ctrl-C stops the server.',
    '',
  );
  return `${lines.join('\n')}\n`;
}

/** An address of all interfaces is reached on loopback. */
function reachable(address: string): string {
  return address.replace(/^(0\.0\.0\.0|\[::\]):/, '127.0.0.1:');
}

function split(address: string): { host: string; port: string } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: address.slice(colon + 1) };
}
