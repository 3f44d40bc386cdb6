import { ApiError } from '../data/api-error.ts';
import {
  type DocumentBodies,
  type DocumentPath,
  fetchDocument,
  type Kept,
  putDocument,
} from '../data/documents.ts';

/**
 * How a document that is being changed stands to the one on the server. `waiting`: the server does not answer, it is
 * tried again; `conflict`: someone else changed it; `refused`: it cannot be kept like this.
 */
export type KeepState = 'saved' | 'saving' | 'waiting' | 'conflict' | 'refused';

export interface KeeperSnapshot<Body> {
  body: Body;
  state: KeepState;
  /** Why it is not saved. */
  problem: string;
  canUndo: boolean;
}

const PAUSE_MS = 300;
const AGAIN_MS = 3_000;
const UNDO_MOST = 50;

/** Shows changes of one document at once and brings them to the server one after the other. */
export class DocumentKeeper<Path extends DocumentPath> {
  readonly #path: Path;
  readonly #id: string;
  readonly #listeners = new Set<() => void>();
  #snapshot: KeeperSnapshot<DocumentBodies[Path]>;
  #version: number;
  #undo: DocumentBodies[Path][] = [];
  #dirty = false;
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(path: Path, { id, version, body }: Kept<Path>) {
    this.#path = path;
    this.#id = id;
    this.#version = version;
    this.#snapshot = { body, state: 'saved', problem: '', canUndo: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): KeeperSnapshot<DocumentBodies[Path]> => this.#snapshot;

  /** Changes the document. */
  change(body: DocumentBodies[Path]): void {
    this.#undo = [...this.#undo, this.#snapshot.body].slice(-UNDO_MOST);
    this.#put(body);
  }

  undo(): void {
    const body = this.#undo.pop();
    if (body !== undefined) this.#put(body);
  }

  /** Takes what the server has, unless something of ours is on its way. */
  offer({ version, body }: Kept<Path>): void {
    if (this.#dirty || this.#sending || version <= this.#version) return;
    this.#version = version;
    this.#show({ body });
  }

  /** Sends what waits, at once: the page may be left. */
  async flush(): Promise<void> {
    if (this.#dirty && !this.#sending && this.#snapshot.state !== 'conflict') await this.#send();
  }

  /** After a conflict: what the server has replaces ours. @throws ApiError */
  async takeTheirs(): Promise<void> {
    const { version, body } = await fetchDocument(this.#path, this.#id);
    this.#version = version;
    this.#dirty = false;
    this.#undo = [];
    this.#show({ body, state: 'saved', problem: '' });
  }

  /** After a conflict: ours replaces what the server has. */
  async keepMine(): Promise<void> {
    this.#dirty = false;
    await this.#send(false);
  }

  #put(body: DocumentBodies[Path]): void {
    this.#dirty = true;
    const { state } = this.#snapshot;
    this.#show({ body, state: state === 'conflict' ? state : 'saving' });
    if (state !== 'conflict') this.#sendIn(PAUSE_MS);
  }

  #sendIn(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#sending) void this.#send();
    }, wait);
  }

  async #send(checked = true): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending = true;
    this.#dirty = false;
    try {
      const { body } = this.#snapshot;
      const kept = await putDocument(this.#path, this.#id, body, checked ? this.#version : undefined);
      this.#version = kept.version;
      this.#sending = false;
      if (this.#dirty) return await this.#send();
      this.#show({ state: 'saved', problem: '' });
    } catch (error) {
      this.#sending = false;
      this.#failed(error instanceof ApiError ? error : new ApiError(String(error), 0));
    }
  }

  #failed({ status, message }: ApiError): void {
    const newer = this.#dirty;
    this.#dirty = true;
    if (status === 409) return this.#show({ state: 'conflict', problem: message });
    if (status === 0 || status >= 500 || status === 429) {
      this.#show({ state: 'waiting', problem: message });
      return this.#sendIn(AGAIN_MS);
    }
    this.#show({ state: 'refused', problem: message });
    // What was written meanwhile may be right.
    if (newer) this.#sendIn(PAUSE_MS);
  }

  #show(part: Partial<KeeperSnapshot<DocumentBodies[Path]>>): void {
    this.#snapshot = { ...this.#snapshot, ...part, canUndo: this.#undo.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}
