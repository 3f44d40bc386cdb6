import { type Config, configOptions, loadConfig, Server } from '@logboom/server';
import { Command, Option } from 'commander';
import { welcome } from './welcome.ts';

/** `logboom serve`: every setting of the configuration is a flag. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('start a log server (the default command)')
    .option('--config <file>', 'the configuration file (default: logboom.yaml, if there is one)')
    .addHelpText(
      'after',
      '\nEach setting can also stand in logboom.yaml (http: {listen: ...}) or the environment\n(LOGBOOM_HTTP_LISTEN). Flags win over the environment, the environment over the file.',
    );
  for (const { key, description, default: value } of configOptions()) {
    const shown = value === '' ? '' : ` (default: ${value})`;
    command.addOption(new Option(`--${key} <value>`, `${description}${shown}`).helpGroup(groupOf(key)));
  }
  return command.action(async (options: Record<string, string>) => {
    const { config, ...flags } = options;
    await serve(await loadConfig({ file: config, flags }));
  });
}

function groupOf(key: string): string {
  const [section] = key.split('.');
  return key.includes('.') ? `${section}:` : 'Options:';
}

async function serve(config: Config): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second one means now; what was acknowledged is on disk.
      if (++signals > 1) process.exit(130);
      resolve();
    });
  }
  // Whoever sees that it is ready may stop it at once: signals are heard from the beginning, and heeded then.
  const server = await Server.start(config);
  process.stdout.write(welcome(server.addresses));
  await promise;
  await server.stop();
}
