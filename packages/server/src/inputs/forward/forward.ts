import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { SocketInput } from '../net/socket-input.ts';
import { TLS_SETTINGS } from '../net/tls.ts';
import { type Credentials, Handshake } from './handshake.ts';
import { ForwardSession } from './session.ts';
import { snippets } from './snippets.ts';

const NAME = 'forward';

class ForwardInput extends SocketInput {
  /** What connections have in hand, also after they were closed. */
  readonly #work: Set<Promise<void>>;

  constructor(context: InputContext, options: InputOptions, credentials: Credentials | undefined) {
    const work = new Set<Promise<void>>();
    super(NAME, context, options, {
      tcp: (connection) =>
        new ForwardSession(context, connection, {
          handshake: credentials && new Handshake(credentials),
          work,
        }),
    });
    this.#work = work;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await Promise.all(this.#work);
  }
}

/** The shared key, or else the tokens of the server; undefined where everyone may send. */
function keysOf({ tokens }: InputContext, options: InputOptions): Credentials['findKey'] | undefined {
  const { shared_key: sharedKey = '' } = options;
  if (sharedKey !== '') return (isKey) => (isKey(sharedKey) ? sharedKey : undefined);
  return tokens.required ? (isKey) => tokens.find(isKey) : undefined;
}

/** Fluent Forward: Fluentd, Fluent Bit, Docker's fluentd driver. */
export const forward: InputType = {
  name: NAME,
  title: 'Fluent Forward: Fluentd, Fluent Bit (tcp, tls)',
  defaults: { tcp: '127.0.0.1:24224', tls: 'off' },
  tokens: ['tcp', 'tls'],
  settings: {
    ...TLS_SETTINGS,
    shared_key: {
      default: '',
      description: 'what senders must know (shared_key); none: one of auth.tokens, if there are any',
    },
    username: { default: '', description: 'whom senders must name besides the shared key' },
    password: { default: '', description: 'the password of that user' },
  },
  snippets,
  create(context: InputContext, options: InputOptions): Input {
    const { username = '', password = '' } = options;
    const findKey = keysOf(context, options);
    const credentials = findKey && { findKey, username, password };
    return new ForwardInput(context, options, credentials);
  },
};
