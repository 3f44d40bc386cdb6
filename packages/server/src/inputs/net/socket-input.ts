import type { Input, InputContext, InputOptions, ListenerState } from '../input.ts';
import { failedListener } from './failed-listener.ts';
import { TcpListener, type TcpListenerOptions } from './tcp-listener.ts';
import { readTls } from './tls.ts';
import { UdpListener, type UdpListenerOptions } from './udp-listener.ts';

export interface SocketProtocols {
  /** Also for the listener `tls`, of inputs that have one: it is on once there is a certificate. */
  tcp?: TcpListenerOptions['session'];
  udp?: UdpListenerOptions['message'];
}

/** An input that listens on sockets: the protocols' decoders are all that its folder has to bring. */
export class SocketInput implements Input {
  readonly name: string;
  readonly #context: InputContext;
  readonly #listeners: { key: string; configured: string; listener: TcpListener | UdpListener }[] = [];

  readonly #failed: ListenerState[] = [];

  constructor(name: string, context: InputContext, options: InputOptions, protocols: SocketProtocols) {
    this.name = name;
    this.#context = context;
    const { tcp, udp } = protocols;
    if (tcp !== undefined) {
      this.#add(
        'tcp',
        options,
        (key, address) => new TcpListener(context, { input: name, key, address, session: tcp }),
      );
      const tls = readTls(name, options);
      if (tls !== undefined) {
        this.#add(
          'tls',
          options,
          (key, address) => new TcpListener(context, { input: name, key, address, session: tcp, tls }),
        );
      }
    }
    if (udp !== undefined) {
      this.#add(
        'udp',
        options,
        (key, address) => new UdpListener(context, { input: name, key, address, message: udp }),
      );
    }
  }

  async start(): Promise<void> {
    for (const { key, configured, listener } of this.#listeners) {
      try {
        await listener.start();
      } catch (error) {
        this.#failed.push(failedListener(this.#context, this.name, { key, address: configured }, error));
      }
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#listeners.map(({ listener }) => listener.stop()));
  }

  listeners(): ListenerState[] {
    const open = this.#listeners.flatMap(({ key, listener }) =>
      listener.address === undefined ? [] : [{ key, address: listener.address }],
    );
    return [...open, ...this.#failed];
  }

  #add(
    key: string,
    options: InputOptions,
    make: (key: string, address: string) => TcpListener | UdpListener,
  ): void {
    const configured = options[key] ?? 'off';
    if (configured === 'off') return;
    this.#listeners.push({ key, configured, listener: make(`inputs.${this.name}.${key}`, configured) });
  }
}
