import { Agent, request } from 'node:http';

export interface PostResult {
  /** From the first byte sent to the last answer. */
  seconds: number;
  /** How long each request took, in ms. */
  latencies: number[];
}

export interface PostTarget {
  url: string;
  headers: Record<string, string>;
}

/** Posts bodies over a number of connections, each sending one after the other. */
export async function postAll(
  target: PostTarget,
  bodies: Buffer[],
  connections: number,
): Promise<PostResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  const run = async (): Promise<void> => {
    while (next < bodies.length) {
      const body = bodies[next++]!;
      const before = performance.now();
      await post(target, body, agent);
      latencies.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: connections }, run));
  agent.destroy();
  return { seconds: (performance.now() - started) / 1e3, latencies };
}

function post({ url, headers }: PostTarget, body: Buffer, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request(url, {
    method: 'POST',
    agent,
    headers: { ...headers, 'Content-Length': body.length },
  });
  sent.once('error', reject);
  sent.once('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(text))));
  });
  sent.end(body);
  return promise;
}
