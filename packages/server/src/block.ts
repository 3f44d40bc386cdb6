/** A door of its own, for threads that build blocks: it loads nothing of the server. */
export { BlockWriter } from './pipeline/finished-block.ts';
