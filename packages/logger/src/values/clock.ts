/** When the library was loaded: what Python's `relativeCreated` counts from. */
export const START_TIME: number = Date.now();
