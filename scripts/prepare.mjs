// Installs what is missing and builds the page: what `npm start` does before it starts.
import { buildPage, installPackages } from './lib.mjs';

installPackages();
buildPage();
