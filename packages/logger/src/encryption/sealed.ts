import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { LogboomError } from '@logboom/core';

/**
 * Texts sealed to a public key: X25519 with a key pair of the writer's that lives in memory only, HKDF-SHA256
 * (RFC 5869), AES-256-GCM. `sealed.EPHEMERAL.NONCE+CIPHERTEXT+TAG`, both base64url; the first is authenticated too.
 */
const PREFIX = 'sealed';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A key pair of the writer's is used for so many texts: making one takes as long as many encryptions. */
const TEXTS_PER_KEY = 10_000;
const INFO = 'logboom sealed 1';

/** What stands before a raw X25519 key in DER (RFC 8410). */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Seals for the owner of a private key; who has only this cannot read what it wrote. */
export class SealingKey {
  readonly #recipient: KeyObject;
  readonly #raw: Buffer;
  #ephemeral = '';
  #key = Buffer.alloc(0);
  #count = TEXTS_PER_KEY;

  /**
   * @param publicKey 32 bytes in base64url, from {@link generateSealingKeys}
   * @throws LogboomError LB_KEY_INVALID
   */
  constructor(publicKey: string) {
    this.#raw = readKey(publicKey, 'public');
    this.#recipient = publicKeyOf(this.#raw);
  }

  encrypt(text: string): string {
    if (this.#count >= TEXTS_PER_KEY) this.#renew();
    // A number that never comes twice with this key.
    const nonce = Buffer.alloc(NONCE_BYTES);
    nonce.writeUInt32BE(this.#count++, NONCE_BYTES - 4);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(Buffer.from(this.#ephemeral));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${PREFIX}.${this.#ephemeral}.${sealed.toString('base64url')}`;
  }

  #renew(): void {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI.length);
    this.#key = derive(diffieHellman({ privateKey, publicKey: this.#recipient }), raw, this.#raw);
    this.#ephemeral = raw.toString('base64url');
    this.#count = 0;
  }
}

/** Opens what was sealed to its public key. */
export class OpeningKey {
  readonly #private: KeyObject;
  readonly #public: Buffer;
  #ephemeral = '';
  #key = Buffer.alloc(0);

  /**
   * @param privateKey 32 bytes in base64url, from {@link generateSealingKeys}
   * @throws LogboomError LB_KEY_INVALID
   */
  constructor(privateKey: string) {
    const raw = readKey(privateKey, 'private');
    this.#private = createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
    this.#public = createPublicKey(this.#private)
      .export({ type: 'spki', format: 'der' })
      .subarray(SPKI.length);
  }

  /** The text, `undefined` when it was sealed to another key or was changed. */
  decrypt(token: string): string | undefined {
    const [prefix, ephemeral, body, more] = token.split('.');
    if (prefix !== PREFIX || ephemeral === undefined || body === undefined || more !== undefined)
      return undefined;
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    try {
      if (ephemeral !== this.#ephemeral) this.#use(ephemeral);
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(ephemeral)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString();
    } catch {
      return undefined;
    }
  }

  #use(ephemeral: string): void {
    const raw = Buffer.from(ephemeral, 'base64url');
    this.#ephemeral = '';
    const shared = diffieHellman({ privateKey: this.#private, publicKey: publicKeyOf(raw) });
    this.#key = derive(shared, raw, this.#public);
    this.#ephemeral = ephemeral;
  }
}

/** A new pair: writers get `publicKey`, `logboom decrypt` gets `privateKey`. */
export function generateSealingKeys(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI.length).toString('base64url'),
    privateKey: privateKey
      .export({ type: 'pkcs8', format: 'der' })
      .subarray(PKCS8.length)
      .toString('base64url'),
  };
}

function derive(shared: Buffer, ephemeral: Buffer, recipient: Buffer): Buffer<ArrayBuffer> {
  const salt = Buffer.concat([ephemeral, recipient]);
  return Buffer.from(hkdfSync('sha256', shared, salt, INFO, KEY_BYTES));
}

function publicKeyOf(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
}

function readKey(text: string, kind: string): Buffer {
  const raw = Buffer.from(text, 'base64url');
  if (raw.length === KEY_BYTES && /^[\w-]{43}=?$/.test(text)) return raw;
  throw new LogboomError('LB_KEY_INVALID', {
    reason: `a ${kind} key for sealing is 32 bytes in base64url (43 characters)`,
  });
}
