import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hostname } from 'node:os';
import { LogboomError } from '@logboom/core';
import { decode, encode } from '@msgpack/msgpack';

export interface Credentials {
  /** The key that senders must know, of those that are allowed; undefined when it is none of them. */
  findKey(isKey: (key: string) => boolean): string | undefined;
  /** Whom they must name besides, if anyone. */
  username: string;
  password: string;
}

/** Bytes that need not be text: Ruby's are not. */
type Hashed = string | Uint8Array;

interface Ping {
  kind: string;
  client: Hashed;
  salt: Hashed;
  digest: Hashed;
  username: Hashed;
  password: Hashed;
}

/** The handshake of the Forward protocol (specification v1): HELO, PING, PONG. */
export class Handshake {
  readonly #credentials: Credentials;
  readonly #nonce = randomBytes(16).toString('hex');
  readonly #salt = randomBytes(16).toString('hex');

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** What the server says first. */
  hello(): Uint8Array {
    const auth = this.#credentials.username === '' ? '' : this.#salt;
    return encode(['HELO', { nonce: this.#nonce, auth, keepalive: true }]);
  }

  /**
   * Answers the client's PING.
   *
   * @returns what to send, and the error that ends the connection after it, unless all is well
   * @throws LogboomError LB_FRAME_INVALID for anything but a PING
   */
  answer(message: Uint8Array): { pong: Uint8Array; refused?: LogboomError } {
    const ping = readPing(message);
    const { client, salt, digest, username, password } = ping;
    if (ping.kind !== 'PING')
      throw invalid('a sender must begin with the handshake: it needs the shared key');
    const key = this.#credentials.findKey((each) => equal(digest, sha512(salt, client, this.#nonce, each)));
    const reason = key === undefined ? 'shared_key mismatch' : this.#userMistake(username, password);
    const name = hostname();
    if (key !== undefined && reason === undefined) {
      return { pong: encode(['PONG', true, '', name, sha512(salt, name, this.#nonce, key)]) };
    }
    const error = new LogboomError('LB_TOKEN_INVALID');
    return { pong: encode(['PONG', false, reason, name, '']), refused: error };
  }

  #userMistake(username: Hashed, password: Hashed): string | undefined {
    const wanted = this.#credentials;
    if (wanted.username === '') return undefined;
    const isRight =
      equal(username, wanted.username) &&
      equal(password, sha512(this.#salt, wanted.username, wanted.password));
    return isRight ? undefined : 'username/password mismatch';
  }
}

function readPing(message: Uint8Array): Ping {
  let value: unknown;
  try {
    value = decode(message, { rawStrings: true });
  } catch {
    value = undefined;
  }
  if (!Array.isArray(value)) throw invalid('a handshake message is an array');
  const part = (index: number): Hashed => (value[index] instanceof Uint8Array ? value[index] : '');
  return {
    kind: Buffer.from(part(0)).toString('latin1'),
    ...{ client: part(1), salt: part(2), digest: part(3), username: part(4), password: part(5) },
  };
}

function sha512(...parts: Hashed[]): string {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function equal(given: Hashed, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

function invalid(reason: string): LogboomError {
  return new LogboomError('LB_FRAME_INVALID', { reason });
}
