/** LogsQL compiled to SQL for the table of records. */
export { type CompiledQuery, type CompileOptions, compileQuery } from './compile.ts';
