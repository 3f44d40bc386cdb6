/**
 * What the contract of inputs needs to know of a protocol: how its bytes look. All that inputs promise is
 * then tested in one place, inputs.contract.test.ts. A new input brings a driver and a line in table.ts.
 */
export interface Driver {
  /** Which way into the server this is, for the title of the tests: `lines, acknowledged`. */
  title: string;
  /** The name of the input in packages/server/src/inputs/table.ts. */
  input: string;
  /** The configuration key of the listener in `DATA/server.json`: `http`, `inputs.lines.tcp`. */
  address: string;
  transport: 'tcp' | 'udp';
  /**
   * The bytes that bring one record per message, the message being the record's `message`.
   *
   * @param messages short ASCII texts
   * @param connection a number no other connection of the test has: for names of clients, chunk ids, keys
   */
  encode(messages: readonly string[], connection: number): Buffer;
  /**
   * Reads the answer to one `encode`d request; undefined while bytes are missing. Left out where the
   * protocol acknowledges nothing.
   */
  readAnswer?(received: Buffer): Answer | undefined;
  /** Whether a request brings only one record: `encode` makes several of them then. */
  isSingle?: boolean;
  /** Bytes that are not the protocol, by what is wrong with them. The server must refuse them, and live. */
  malformed: Record<string, Buffer>;
  /** Bytes that are for nobody here: refused before the input sees them, and so not counted for it. */
  foreign?: Record<string, Buffer>;
  /**
   * What becomes of malformed bytes: an answer (`refused`), or, as with plain text, every text is a record
   * (`kept`). @default refused
   */
  onMalformed?: 'refused' | 'kept';
}

/** `accepted` means durable: it was said after the records were on disk. */
export type Answer = 'accepted' | 'refused';
