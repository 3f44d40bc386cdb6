import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './spool/segment.ts';

/** The name of the node that a data directory belongs to: made once, part of every record's id. */
export async function nodeName(directory: string): Promise<string> {
  const path = join(directory, 'node');
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known.trim() !== '') return known.trim();
  const name = randomBytes(5).toString('hex').slice(0, 8);
  const handle = await open(path, 'w');
  await handle.writeFile(`${name}\n`);
  await handle.sync();
  await handle.close();
  await syncDirectory(directory);
  return name;
}
