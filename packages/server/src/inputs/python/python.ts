import { LogboomError } from '@logboom/core';
import type { FastifyInstance } from 'fastify';
import type { Batch } from '../../pipeline/sink.ts';
import type { Input, InputContext, InputOptions, InputType } from '../input.ts';
import { Intake } from '../net/http-input.ts';
import { SocketInput } from '../net/socket-input.ts';
import type { StreamConnection, StreamSession } from '../net/tcp-listener.ts';
import { PythonFrames, pickleOfDatagram } from './frames.ts';
import { httpHandlerRoutes } from './http-handler.ts';
import { PickleReader } from './pickle-reader.ts';
import { snippets } from './snippets.ts';

const NAME = 'python';

/** Serves all senders: they share what was learned of their records. */
const reader = new PickleReader();

/** A pickle that cannot be read costs only itself, counted and logged. */
function addPickle(pickle: Uint8Array, peer: string, batch: Batch, context: InputContext): void {
  const invalid = reader.add(pickle, peer, batch);
  if (invalid !== undefined) refuse(invalid, peer, context);
}

function refuse({ code, message }: LogboomError, peer: string, { metrics, log }: InputContext): void {
  metrics.rejected.inc({ input: NAME, reason: code });
  log.warn('a record was refused', { input: NAME, peer, reason: message });
}

class PythonSession implements StreamSession {
  readonly #frames: PythonFrames;
  readonly #peer: string;
  readonly #context: InputContext;

  constructor(context: InputContext, connection: StreamConnection) {
    this.#context = context;
    this.#peer = connection.peer;
    const { record, batch } = context.limits;
    const refused = (error: LogboomError): void => refuse(error, this.#peer, context);
    this.#frames = new PythonFrames({ limit: record, passOver: { limit: batch, refused } });
  }

  data(chunk: Buffer, batch: Batch): void {
    this.#frames.push(chunk, (pickle) => addPickle(pickle, this.#peer, batch, this.#context));
  }

  end(): void {
    const { pending } = this.#frames;
    if (pending === 0) return;
    const reason = `the connection ended inside a frame, after ${pending} bytes of it`;
    refuse(new LogboomError('LB_FRAME_INVALID', { reason }), this.#peer, this.#context);
  }
}

class PythonInput extends SocketInput {
  readonly routes?: (http: FastifyInstance) => void;

  constructor(context: InputContext, options: InputOptions) {
    super(NAME, context, options, {
      tcp: (connection) => new PythonSession(context, connection),
      udp: (datagram, peer, batch) => addPickle(pickleOfDatagram(datagram), peer, batch, context),
    });
    if (options.http === 'off') return;
    const intake = new Intake(NAME, context);
    this.routes = (http) => {
      intake.register(http, httpHandlerRoutes);
    };
  }
}

/** Python's own `logging.handlers`: SocketHandler over TCP, DatagramHandler over UDP, on their default ports; HTTPHandler. */
export const python: InputType = {
  name: NAME,
  title: "Python's logging.handlers: SocketHandler (tcp), DatagramHandler (udp), HTTPHandler",
  defaults: { tcp: '127.0.0.1:9020', udp: '127.0.0.1:9021', http: 'on' },
  snippets,
  create: (context: InputContext, options: InputOptions): Input => new PythonInput(context, options),
};
