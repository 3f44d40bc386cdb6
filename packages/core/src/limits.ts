/** How far nested values are flattened; what lies deeper is kept as JSON text. */
export const MAX_DEPTH = 16;
/** The longest name of an attribute, in UTF-16 units; longer ones are cut. */
export const MAX_NAME = 512;
