import { join } from 'node:path';
import { runProgram } from './daemon.ts';

/** A certificate for localhost and 127.0.0.1 that signs itself, and its key, as PEM files. */
export async function makeCertificate(path: string): Promise<{ certificate: string; key: string }> {
  const certificate = join(path, 'certificate.pem');
  const key = join(path, 'key.pem');
  await runProgram('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', key, '-out', certificate],
  ]);
  return { certificate, key };
}
