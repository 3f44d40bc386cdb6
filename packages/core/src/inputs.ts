/** Whether an input takes records. `failed` and `connecting` come with a problem. */
export type InputState = 'listening' | 'connected' | 'connecting' | 'failed' | 'off';

/** One way into an input of the server. */
export interface InputWay {
  /** Its configuration key (`inputs.python.tcp`), or `http` for paths on the HTTP server. */
  key: string;
  address: string;
  state: InputState;
  /** Why it does not listen or is not connected. */
  problem?: string;
  /** What to paste; the first sends one record. */
  snippets: { name: string; text: string }[];
}

/** An input of the server, as `GET /api/v1/inputs` has it. All counts are since the server started. */
export interface InputStatus {
  name: string;
  /** What it takes, in a few words. */
  title: string;
  /** That of the way that does best. */
  state: InputState;
  ways: InputWay[];
  /** Records on disk. */
  records: number;
  /** Their bytes. */
  bytes: number;
  /** Records or frames that were refused. */
  rejected: number;
  /** The same by the code of the reason. */
  reasons: Record<string, number>;
  /** Datagrams that were dropped while the server was full. */
  dropped: number;
  /** Open connections; for HTTP, requests under way. */
  connections: number;
  /** RFC 3339. */
  lastRecordAt: string | null;
  /** Age of the newest record of the last batch, by its own time, when the batch was on disk. */
  lagSeconds: number | null;
}
