/** The page of browser.test.ts: what an application does with the logger in a browser. */
import { basicConfig, FunctionHandler, getLogger, JsonFormatter } from '@logboom/logger';

const lines: string[] = [];
const handler = new FunctionHandler((line) => void lines.push(line), { formatter: new JsonFormatter() });
Object.assign(globalThis, { lines });

basicConfig({ level: 'INFO' });
const log = getLogger('shop.cart').addHandler(handler);
const cycle: Record<string, unknown> = {};
cycle.self = cycle;

log.debug('not shown');
log.info('User {name} came', { name: 'ann' });
log.child({ session: 's1' }).warn('slow %d ms', 1200, { cycle });
log.error('payment failed', new TypeError('card', { cause: new Error('declined') }));
Object.assign(globalThis, { done: true });
