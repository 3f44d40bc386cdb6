import type { Reach, Snippet, Snippets } from '../snippet.ts';

const RECORD = '{"level":"info","service":"hello","message":"Hello over NATS"}';

function publish({ address }: Reach): Snippet[] {
  const [url, subject = ''] = address.split(' ');
  const shown = subject.replace(/[*>]/g, 'hello');
  return [{ name: 'One record', text: `nats --server ${url} publish ${shown} '${RECORD}'` }];
}

export const snippets: Snippets = {
  subjects: publish,
  // A stream has subjects of its own, which it does not tell.
  streams: ({ address }) => publish({ address: `${address.split(' ')[0]} SUBJECT` } as Reach),
};
