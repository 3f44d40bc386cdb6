import type { PickleValue, PythonObject } from '../pickle/values.ts';

const SUFFIX = /(?:Error|Exception|Warning|ExceptionGroup)$/;
const OTHERS = new Set([
  'KeyboardInterrupt',
  'StopIteration',
  'StopAsyncIteration',
  'SystemExit',
  'GeneratorExit',
]);

/** Whether a class is an exception: built in, or named like one. A pickle does not tell it otherwise. */
export function isException(value: PythonObject): boolean {
  return SUFFIX.test(value.name) || (value.module === 'builtins' && OTHERS.has(value.name));
}

/** OSError makes a subclass by the number (PEP 3151); pickles of protocols 0 to 2 name the parent only. */
const BY_ERRNO = new Map<PickleValue | undefined, string>([
  [1, 'PermissionError'],
  [2, 'FileNotFoundError'],
  [3, 'ProcessLookupError'],
  [4, 'InterruptedError'],
  [10, 'ChildProcessError'],
  [11, 'BlockingIOError'],
  [13, 'PermissionError'],
  [17, 'FileExistsError'],
  [20, 'NotADirectoryError'],
  [21, 'IsADirectoryError'],
  [32, 'BrokenPipeError'],
  [103, 'ConnectionAbortedError'],
  [104, 'ConnectionResetError'],
  [110, 'TimeoutError'],
  [111, 'ConnectionRefusedError'],
]);

/** The class as a traceback names it: `ValueError`, `myapp.errors.PaymentError`. */
export function exceptionName(value: PythonObject): string {
  const { module, name, args } = value;
  if (module === 'builtins' || module === '__main__') {
    const general = name === 'OSError' && args.length >= 2 && args.length <= 5;
    return (general && BY_ERRNO.get(args[0])) || name;
  }
  return `${module}.${name}`;
}

/** Whether `str` of it is OSError's own form: `[Errno 2] No such file or directory: 'x'`. */
export function isOsError(value: PythonObject): boolean {
  if (value.module !== 'builtins' || value.args.length < 2 || value.args.length > 5) return false;
  return value.name === 'OSError' || OS_ERRORS.has(value.name);
}

const OS_ERRORS = new Set(BY_ERRNO.values());
