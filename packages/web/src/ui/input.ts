/** Classes of a field to write in. */
export const INPUT = 'rounded-md border border-line-strong bg-paper px-2';
