import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TemporaryDirectory } from '../../../../test/kit/directory.ts';

const INDEX = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

test.each(['process.exit(0)', "throw new Error('the end')", "process.kill(process.pid, 'SIGTERM')"])(
  '10,000 records and then %s: all are in the file of the worker',
  async (end) => {
    await using directory = await TemporaryDirectory.create();
    const path = join(directory.path, 'app.log');
    const program = join(directory.path, 'program.ts');
    writeFileSync(
      program,
      `import { appendToFile, getLogger, WorkerHandler } from ${JSON.stringify(INDEX)};
const handler = new WorkerHandler({ task: appendToFile, parameters: { path: ${JSON.stringify(path)} } });
const log = getLogger('a').setLevel('INFO').addHandler(handler);
for (let i = 0; i < 10_000; i++) log.info('record %d', i);
${end};
`,
    );
    spawnSync(process.execPath, ['--conditions=logboom-source', program]);
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    expect(lines).toHaveLength(10_000);
    expect(lines.at(-1)).toContain('record 9999');
  },
);
