/** A typed client of the Logboom server, for Node and browsers. */
export {
  type ClientOptions,
  LogboomClient,
  type QueryOptions,
  type QuerySummary,
  type Row,
  type TailOptions,
} from './client.ts';
export { ClientError } from './error.ts';
export type { InputState, InputStatus, InputWay } from './inputs.ts';
export type { SendOptions, SendResult, SentRecord } from './send.ts';
