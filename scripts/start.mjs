// `npm start [-- FLAGS]`: installs what is missing, builds the page if it is stale, starts the server.
import { become, buildPage, installPackages, toolEnvironment } from './lib.mjs';

installPackages();
buildPage();
become('node', ['packages/cli/src/bin.ts', ...process.argv.slice(2)], { env: toolEnvironment() });
