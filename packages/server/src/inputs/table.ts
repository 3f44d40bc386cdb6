import { forward } from './forward/forward.ts';
import { gelf } from './gelf/gelf.ts';
import { http } from './http/http.ts';
import type { InputType } from './input.ts';
import { lines } from './lines/lines.ts';
import { python } from './python/python.ts';
import { redis } from './redis/redis.ts';
import { syslog } from './syslog/syslog.ts';

/** Every input: adding a protocol is adding a folder and a line here. */
export const INPUTS: readonly InputType[] = [http, lines, python, syslog, gelf, forward, redis];
