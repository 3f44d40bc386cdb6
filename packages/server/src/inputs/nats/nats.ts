import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { listOf, OutwardInput, withoutSecrets } from '../outward/input.ts';
import { OutwardSource, type Reading } from '../outward/source.ts';
import { natsAccess } from './connect.ts';
import { snippets } from './snippets.ts';
import { readNatsStream } from './stream.ts';
import { readSubjects } from './subjects.ts';

const NAME = 'nats';

function sourcesOf(context: InputContext, options: InputOptions): OutwardSource[] {
  const { url = 'off', queue = 'logboom', consumer = 'logboom' } = options;
  if (url === 'off') return [];
  const access = natsAccess(options);
  const source = (key: string, what: string, read: (reading: Reading) => Promise<void>): OutwardSource =>
    new OutwardSource(context, { input: NAME, key, address: `${withoutSecrets(url)} ${what}`, read });
  const subjects = listOf(options.subjects);
  return [
    ...(subjects.length === 0
      ? []
      : [
          source('subjects', subjects.join(' '), (reading) =>
            readSubjects(context, access, { subjects, queue }, reading),
          ),
        ]),
    ...listOf(options.streams).map((stream) =>
      source('streams', stream, (reading) => readNatsStream(context, access, { stream, consumer }, reading)),
    ),
  ];
}

/** NATS, outward: core subjects and JetStream. */
export const nats: InputType = {
  name: NAME,
  title: 'NATS: subjects and JetStream streams of a server elsewhere',
  defaults: { url: 'off' },
  settings: {
    subjects: { default: '', description: 'subjects to subscribe to, wildcards allowed', list: true },
    queue: { default: 'logboom', description: 'queue group of the subjects: its members share the messages' },
    streams: { default: '', description: 'JetStream streams to read', list: true },
    consumer: { default: 'logboom', description: 'durable consumer of the streams, made if there is none' },
    username: { default: '', description: 'the user' },
    password: { default: '', description: 'the password of the user' },
    token: { default: '', description: 'a token in place of user and password' },
    credentials: { default: '', description: 'a credentials file (.creds) in place of them' },
    ca: { default: '', description: 'file of certificates (PEM) that sign that of the server; turns TLS on' },
  },
  snippets,
  create: (context: InputContext, options: InputOptions): Input =>
    new OutwardInput(NAME, sourcesOf(context, options)),
};
