import type { BatchFormat } from './batch.ts';

/** What became of a batch. */
export interface Stored {
  accepted: number;
  rejected: number;
  /** Why records were refused, for the first of them. */
  reason?: string;
}

/** Where an import goes. */
export interface Target {
  /** For people. */
  readonly name: string;
  /** What makes it another target: part of the name of the state file. */
  readonly identity: string;
  readonly format: BatchFormat;
  /** Stores a batch; fulfilled once it is on disk. Waits while the target cannot take it. */
  send(rows: number, bytes: Uint8Array<ArrayBuffer>, key: string): Promise<Stored>;
  /** Bytes that are on disk and cannot be queried yet. */
  pendingBytes(): number;
  close(): Promise<void>;
}
