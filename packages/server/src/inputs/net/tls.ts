import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { LogboomError, reasonOf } from '@logboom/core';
import type { InputOptions, InputSetting } from '../input.ts';

/** What a TLS listener shows and asks for: PEM. */
export interface TlsMaterial {
  cert: Buffer;
  key: Buffer;
  /** Set where senders must show a certificate that one of these signed. */
  ca?: Buffer;
  requestCert?: boolean;
}

/** The settings of inputs that have a TLS listener. */
export const TLS_SETTINGS: Record<string, InputSetting> = {
  certificate: {
    default: '',
    description: 'file of the TLS certificate (PEM, with its chain); turns TLS on',
  },
  key: { default: '', description: 'file of the private key of the certificate (PEM)' },
  ca: {
    default: '',
    description: 'file of certificates (PEM), one of which must have signed that of a sender',
  },
};

/**
 * The certificate and key of an input; undefined where none is configured.
 *
 * @throws LogboomError LB_CONFIG_INVALID when they cannot be read or do not fit
 */
export function readTls(
  input: string,
  { certificate = '', key = '', ca = '' }: InputOptions,
): TlsMaterial | undefined {
  if (certificate === '') return undefined;
  const path = `inputs.${input}`;
  const material: TlsMaterial = {
    cert: read(`${path}.certificate`, certificate),
    key: read(`${path}.key`, key || certificate),
    ...(ca === '' ? {} : { ca: read(`${path}.ca`, ca), requestCert: true }),
  };
  try {
    createSecureContext(material);
  } catch (cause) {
    const reason = `the certificate and its key cannot be used: ${reasonOf(cause)}`;
    throw new LogboomError('LB_CONFIG_INVALID', { path: `${path}.certificate`, reason }, { cause });
  }
  return material;
}

function read(path: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new LogboomError('LB_CONFIG_INVALID', { path, reason: reasonOf(cause) }, { cause });
  }
}
