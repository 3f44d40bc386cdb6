import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import { LogboomError } from '@logboom/core';

/**
 * Fernet tokens: AES-128-CBC and HMAC-SHA256, base64url, as in https://github.com/fernet/spec and in
 * Python's `cryptography.fernet`.
 */
const VERSION = 0x80;
const HEADER_BYTES = 25;
const MAC_BYTES = 32;

/** A key as Fernet has it: 32 bytes, the first half signs, the second encrypts. */
export class FernetKey {
  readonly #signing: Buffer;
  readonly #encryption: Buffer;

  /**
   * @param key 32 bytes in base64url, as `Fernet.generate_key()` gives them
   * @throws LogboomError LB_KEY_INVALID
   */
  constructor(key: string) {
    const bytes = Buffer.from(key, 'base64url');
    if (bytes.length !== 32 || !/^[\w+/=-]{43,44}$/.test(key)) {
      throw new LogboomError('LB_KEY_INVALID', {
        reason: 'a Fernet key is 32 bytes in base64url (44 characters)',
      });
    }
    this.#signing = bytes.subarray(0, 16);
    this.#encryption = bytes.subarray(16);
  }

  /** @param time seconds since 1970, which a token shows to everybody */
  encrypt(text: string, time = Math.floor(Date.now() / 1000)): string {
    const header = Buffer.allocUnsafe(HEADER_BYTES);
    header[0] = VERSION;
    header.writeBigUInt64BE(BigInt(time), 1);
    const iv = nextIv();
    iv.copy(header, 9);
    const cipher = createCipheriv('aes-128-cbc', this.#encryption, iv);
    const signed = Buffer.concat([header, cipher.update(text, 'utf8'), cipher.final()]);
    return padded(Buffer.concat([signed, this.#mac(signed)]));
  }

  /** The text of a token, `undefined` when it is of another key or was changed. */
  decrypt(token: string): string | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length < HEADER_BYTES + 16 + MAC_BYTES || bytes[0] !== VERSION) return undefined;
    const signed = bytes.subarray(0, -MAC_BYTES);
    if (!timingSafeEqual(this.#mac(signed), bytes.subarray(-MAC_BYTES))) return undefined;
    try {
      const decipher = createDecipheriv('aes-128-cbc', this.#encryption, signed.subarray(9, HEADER_BYTES));
      return Buffer.concat([decipher.update(signed.subarray(HEADER_BYTES)), decipher.final()]).toString();
    } catch {
      return undefined;
    }
  }

  #mac(signed: Buffer): Buffer {
    return createHmac('sha256', this.#signing).update(signed).digest();
  }
}

const ivs = Buffer.alloc(16 * 256);
let nextIvAt = ivs.length;

/** Random bytes are asked of the system for many texts at once: asking takes longer than encrypting. */
function nextIv(): Buffer {
  if (nextIvAt >= ivs.length) {
    randomFillSync(ivs);
    nextIvAt = 0;
  }
  nextIvAt += 16;
  return ivs.subarray(nextIvAt - 16, nextIvAt);
}

/** A new key, which Python's `Fernet(key)` takes too. */
export function generateFernetKey(): string {
  return padded(randomBytes(32));
}

/** Python's base64 keeps the padding and asks for it. */
function padded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
