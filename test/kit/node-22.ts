import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE = `node-${process.platform}-${process.arch}`;
const PATH = fileURLToPath(
  new URL(`../../node_modules/.cache/logboom-node-22/node_modules/${PACKAGE}/bin/node`, import.meta.url),
);

/** The oldest Node that packages run on. @throws Error that says what to do when it is not there */
export function findNode22(): string {
  if (!existsSync(PATH)) throw new Error('Node 22 is not there: npm test brings it (scripts/node-22.mjs)');
  return PATH;
}
