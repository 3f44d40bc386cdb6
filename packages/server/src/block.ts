/** A door of its own, for threads that build blocks: it loads nothing of the server. */

export { JsonShapes } from './inputs/json/shapes.ts';
export { BlockWriter } from './pipeline/finished-block.ts';
export { ByteRow } from './store/native/byte-row.ts';
