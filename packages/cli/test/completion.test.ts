import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../test/kit/command.ts';
import { findUnpacked } from '../../../test/kit/debian.ts';
import { TemporaryDirectory } from '../../../test/kit/directory.ts';

const run = promisify(execFile);
const scripts: Record<string, string> = {};

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await runCommand(['completion', shell]);
    expect(code).toBe(0);
    scripts[shell] = stdout;
  }
});

/** What bash offers for the last of these words. */
async function bash(...words: string[]): Promise<string[]> {
  const program = `${scripts.bash}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _logboom; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', program, 'bash', ...words]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** What fish offers at the end of a line. */
async function fish(line: string): Promise<string[]> {
  await using home = await TemporaryDirectory.create();
  const { program, root, env } = findUnpacked('fish', 'usr/bin/fish');
  const source = `source ${root}/usr/share/fish/functions/__fish_use_subcommand.fish
    source ${root}/usr/share/fish/functions/__fish_seen_subcommand_from.fish
    ${scripts.fish}
    complete -C ${JSON.stringify(line)}`;
  const { stdout } = await run(program, ['--no-config', '-c', source], {
    env: { ...env, HOME: home.path, fish_function_path: `${root}/usr/share/fish/functions` },
  });
  return stdout
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => each.split('\t', 1)[0]!);
}

/** Presses the tab key behind a line in a real, interactive zsh, and waits until a text is on its screen. */
async function zsh(line: string, expected: string): Promise<void> {
  await using home = await TemporaryDirectory.create();
  const { program, root, env } = findUnpacked('zsh', 'bin/zsh');
  const { stdout: modules } = await run('bash', ['-c', `echo ${root}/usr/lib/*/zsh/*`]);
  const functions = `${root}/usr/share/zsh/functions`;
  const session = `
    module_path=(${modules.trim()})
    zmodload zsh/zpty
    zpty shell ${program} -f
    send() { zpty -w shell "$1"; }
    send "module_path=(${modules.trim()}); fpath=($(echo ${functions}/**/*(/) ${functions})); PS1='%%'; autoload -Uz compinit; compinit -u -d ${home.path}/dump; LISTMAX=1000; zstyle ':completion:*' list-prompt ''"
    send "source ${home.path}/script.zsh; print ready-now"
    zpty -r shell out '*ready-now*ready-now*'
    zpty -w -n shell ${JSON.stringify(line)}$'\\t'
    zpty -r shell out '*${expected}*'`;
  await run('bash', ['-c', `cat > ${home.path}/script.zsh <<'END'\n${scripts.zsh}\nEND`]);
  await run(program, ['-f', '-c', session], {
    env: { ...env, HOME: home.path, TERM: 'dumb' },
    timeout: 30_000,
  });
}

describe('completion', () => {
  it('works in bash', async () => {
    expect(await bash('logboom', 'qu')).toEqual(['query']);
    expect(await bash('logboom', '')).toContain('analyze');
    expect(await bash('logboom', 'query', '--si')).toEqual(['--since']);
    expect(await bash('logboom', 'tail', '-o', '')).toEqual(['pretty', 'json', 'logfmt', 'csv', 'table']);
    expect(await bash('logboom', 'serve', '--http.l')).toEqual(['--http.listen']);
    expect(await bash('logboom', 'query', '--data', '')).toEqual([]);
  });

  it('works in fish', async () => {
    expect(await fish('logboom qu')).toEqual(['query']);
    expect(await fish('logboom query --si')).toEqual(['--since']);
    expect(await fish('logboom query --output c')).toEqual(['csv']);
  });

  it('works in zsh', async () => {
    await zsh('logboom comp', 'completion');
    await zsh('logboom query --aft', '--after-context');
  });
});
