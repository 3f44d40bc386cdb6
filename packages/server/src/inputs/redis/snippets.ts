import type { Reach, Snippets } from '../snippet.ts';

const RECORD = '{"level":"info","service":"hello","message":"Hello over Redis"}';

function redis({ address }: Reach, command: (key: string) => string): { name: string; text: string }[] {
  const [url, key = ''] = address.split(' ');
  return [{ name: 'One record', text: `redis-cli -u ${url} ${command(key)}` }];
}

export const snippets: Snippets = {
  channels: (reach) => redis(reach, (channel) => `PUBLISH ${channel.replace('*', 'hello')} '${RECORD}'`),
  lists: (reach) => redis(reach, (list) => `RPUSH ${list} '${RECORD}'`),
  streams: (reach) => redis(reach, (stream) => `XADD ${stream} '*' level info message 'Hello over Redis'`),
};
