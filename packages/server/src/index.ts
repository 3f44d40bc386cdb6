/** The log server. */

export { loadConfig } from './config/load.ts';
export { type ConfigOption, configOptions } from './config/options.ts';
export type { Config } from './config/schema.ts';
export { type Connection, Engine } from './engine/engine.ts';
export { type BuiltRows, Server } from './server.ts';
export { readServerFile, type ServerFile } from './server-file.ts';
export { Store } from './store/store.ts';
export { VERSION } from './version.ts';
