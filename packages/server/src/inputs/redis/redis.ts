import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { listOf, OutwardInput, withoutSecrets } from '../outward/input.ts';
import { OutwardSource, type Reading } from '../outward/source.ts';
import { redisAccess } from './connect.ts';
import { readList } from './list.ts';
import { snippets } from './snippets.ts';
import { readStream } from './stream.ts';
import { readChannels } from './subscriber.ts';

const NAME = 'redis';

/** What is read, and how. */
function sourcesOf(context: InputContext, options: InputOptions): OutwardSource[] {
  const { url = 'off', group = 'logboom' } = options;
  if (url === 'off') return [];
  const access = redisAccess(options);
  const consumer = options.consumer || context.node;
  const source = (key: string, what: string, read: (reading: Reading) => Promise<void>): OutwardSource =>
    new OutwardSource(context, { input: NAME, key, address: `${withoutSecrets(url)} ${what}`, read });
  const channels = listOf(options.channels);
  const patterns = listOf(options.patterns);
  const subscribes = channels.length + patterns.length > 0;
  return [
    ...(subscribes
      ? [
          source('channels', [...channels, ...patterns].join(' '), (reading) =>
            readChannels(context, access, { channels, patterns }, reading),
          ),
        ]
      : []),
    ...listOf(options.lists).map((list) =>
      source('lists', list, (reading) => readList(context, access, { list, consumer }, reading)),
    ),
    ...listOf(options.streams).map((stream) =>
      source('streams', stream, (reading) =>
        readStream(context, access, { stream, group, consumer }, reading),
      ),
    ),
  ];
}

/** Redis, outward: channels, lists, streams. */
export const redis: InputType = {
  name: NAME,
  title: 'Redis: channels, lists and streams of a server elsewhere',
  defaults: { url: 'off' },
  settings: {
    channels: { default: '', description: 'channels to subscribe to', list: true },
    patterns: { default: '', description: 'patterns of channels to subscribe to (psubscribe)', list: true },
    lists: { default: '', description: 'lists to take elements from, from the left', list: true },
    streams: { default: '', description: 'streams to read in a consumer group', list: true },
    group: { default: 'logboom', description: 'the consumer group of the streams' },
    consumer: {
      default: '',
      description: 'the name of this server among the readers; else that of its node',
    },
    username: { default: '', description: 'the user, where it is not in the url' },
    password: { default: '', description: 'the password, where it is not in the url' },
    ca: { default: '', description: 'file of certificates (PEM) that sign that of a rediss:// server' },
  },
  snippets,
  create: (context: InputContext, options: InputOptions): Input =>
    new OutwardInput(NAME, sourcesOf(context, options)),
};
