// `npm run build`: compiles the packages for publishing, each into its `dist/`, and the page into the server's assets.
import { buildPackages, installPackages } from './lib.mjs';

installPackages();
buildPackages();
