import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { LogboomError } from '@logboom/core';
import {
  type DecryptionKey,
  decryptLine,
  generateFernetKey,
  generateSealingKeys,
  KeyRing,
} from '@logboom/logger';
import { Command } from 'commander';
import { Output } from '../output/output.ts';

interface Options {
  keyFile?: string;
  newKey?: string;
}

const HELP = `
Keys are lines of the form "fernet KEY [ID]" or "open PRIVATE_KEY [ID]", in a file (--key-file) or in
LOGBOOM_DECRYPT_KEYS. Lines that are not encrypted pass through; what no key opens stays as it is, and the exit
status is then 1.

Examples:
  logboom decrypt --new-key sealed
  logboom decrypt --key-file keys.txt secure.log
  tail -f secure.log | logboom decrypt --key-file keys.txt
`;

/** `logboom decrypt`: makes encrypted log lines readable. */
export function decryptCommand(): Command {
  return new Command('decrypt')
    .description('decrypt log lines, or fields in them (Fernet, sealed to a public key)')
    .argument('[files...]', 'files to read (default: standard input)')
    .option('--key-file <file>', 'the keys, one a line')
    .option('--new-key <kind>', 'make a new key and end: fernet or sealed')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      if (options.newKey !== undefined) return printNewKey(options.newKey);
      await decryptAll(files, new KeyRing(await readKeys(options.keyFile)));
    });
}

async function decryptAll(files: readonly string[], keys: KeyRing): Promise<void> {
  const output = new Output();
  let closed = 0;
  const inputs = files.length === 0 ? [process.stdin] : files.map((file) => createReadStream(file));
  for (const input of inputs) {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const decrypted = decryptLine(line, keys);
      closed += decrypted.closed;
      await output.text(decrypted.text);
      if (output.closed) return;
    }
  }
  if (closed === 0) return;
  process.stderr.write(`logboom: no key opens ${closed} of the encrypted texts; they are left as they are\n`);
  process.exitCode = 1;
}

/** @throws LogboomError LB_KEY_INVALID that names the line */
async function readKeys(file: string | undefined): Promise<DecryptionKey[]> {
  const text = file === undefined ? process.env.LOGBOOM_DECRYPT_KEYS : await readFile(file, 'utf8');
  if (text === undefined) {
    throw new LogboomError('LB_KEY_INVALID', {
      reason: 'none is given; use --key-file FILE or LOGBOOM_DECRYPT_KEYS',
    });
  }
  return text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .flatMap((line, i) => (line === '' || line.startsWith('#') ? [] : [readKey(line, i + 1)]));
}

function readKey(line: string, number: number): DecryptionKey {
  const [kind, key, id] = line.split(/\s+/);
  if (key === undefined || (kind !== 'fernet' && kind !== 'open')) {
    throw new LogboomError('LB_KEY_INVALID', {
      reason: `line ${number} is not "fernet KEY [ID]" or "open KEY [ID]"`,
    });
  }
  return { [kind]: key, ...(id === undefined ? {} : { id }) };
}

function printNewKey(kind: string): void {
  if (kind === 'fernet') process.stdout.write(`fernet ${generateFernetKey()}\n`);
  else if (kind === 'sealed') {
    const { publicKey, privateKey } = generateSealingKeys();
    process.stdout.write(`# for writers, sealTo: ${publicKey}\nopen ${privateKey}\n`);
  } else
    throw new LogboomError('LB_KEY_INVALID', { reason: `there is no kind ${kind}; use fernet or sealed` });
}
