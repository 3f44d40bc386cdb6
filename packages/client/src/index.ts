/** A typed client of the Logboom server, for Node and browsers. */

export type { InputState, InputStatus, InputWay } from '@logboom/core';
export {
  type ClientOptions,
  LogboomClient,
  type QueryOptions,
  type QuerySummary,
  type Row,
  type TailOptions,
} from './client.ts';
export { ClientError } from './error.ts';
export type { SendOptions, SendResult, SentRecord } from './send.ts';
