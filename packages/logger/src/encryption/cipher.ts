import { LogboomError } from '@logboom/core';
import { FernetKey } from './fernet.ts';
import { OpeningKey, SealingKey } from './sealed.ts';

/** A key and what it is called. Its id goes with every token, so that a reader knows which key opens it. */
export interface EncryptionKey {
  /** Letters, digits, `_` and `-`. Left out, tokens carry no id, and a reader tries all its keys. */
  id?: string;
  /** Who writes with this can read too; Python's Fernet reads it. */
  fernet?: string;
  /** Who writes with this cannot read: `publicKey` of {@link generateSealingKeys}. */
  sealTo?: string;
}

/** Makes tokens of texts. */
export interface Encryptor {
  encrypt(text: string): string;
}

/** Opens tokens; `undefined` for what it has no key to. */
export interface Decryptor {
  decrypt(token: string): string | undefined;
}

/**
 * What makes tokens with a key: `gAAAA...` (Fernet), `sealed....`, with an id `key:ID:` before it.
 *
 * @throws LogboomError LB_KEY_INVALID
 */
export function createEncryptor({ id, fernet, sealTo }: EncryptionKey): Encryptor {
  if ((fernet === undefined) === (sealTo === undefined)) {
    throw new LogboomError('LB_KEY_INVALID', { reason: 'an encryption key has either `fernet` or `sealTo`' });
  }
  checkId(id);
  const key = fernet === undefined ? new SealingKey(sealTo!) : new FernetKey(fernet);
  if (id === undefined) return key;
  return { encrypt: (text) => `key:${id}:${key.encrypt(text)}` };
}

/** A key of a reader. */
export interface DecryptionKey {
  id?: string;
  fernet?: string;
  /** `privateKey` of {@link generateSealingKeys}. */
  open?: string;
}

/** Opens tokens with whichever of several keys fits: old ones stay here after new ones write. */
export class KeyRing implements Decryptor {
  readonly #keys: { id: string | undefined; key: Decryptor }[];

  /** @throws LogboomError LB_KEY_INVALID */
  constructor(keys: readonly DecryptionKey[]) {
    this.#keys = keys.map(({ id, fernet, open }) => {
      if ((fernet === undefined) === (open === undefined)) {
        throw new LogboomError('LB_KEY_INVALID', {
          reason: 'a decryption key has either `fernet` or `open`',
        });
      }
      checkId(id);
      return { id, key: fernet === undefined ? new OpeningKey(open!) : new FernetKey(fernet) };
    });
  }

  decrypt(token: string): string | undefined {
    const [, named, body] = /^key:([\w-]{1,64}):(.*)$/s.exec(token) ?? [undefined, undefined, token];
    for (const { id, key } of this.#keys) {
      if (named !== undefined && id !== undefined && id !== named) continue;
      const text = key.decrypt(body!);
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

function checkId(id: string | undefined): void {
  if (id === undefined || /^[\w-]{1,64}$/.test(id)) return;
  throw new LogboomError('LB_KEY_INVALID', {
    reason: `the key id ${JSON.stringify(id)} is not 1 to 64 of A-Z a-z 0-9 _ -`,
  });
}
