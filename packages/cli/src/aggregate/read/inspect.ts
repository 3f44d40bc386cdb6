import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Origin, recognize, timeZone } from '@logboom/core';
import { type Compression, compressionOf, decompress } from './compression.ts';
import type { SourceFile } from './files.ts';
import { type FormSpec, specOf } from './form-spec.ts';
import { hasJsonElements, JsonElements } from './json-elements.ts';
import { SAMPLE_BYTES, SAMPLE_LINES } from './limits.ts';
import { peek } from './pipes.ts';
import { type Layout, openStream } from './stream.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Everything that reading a file needs to know. */
export interface Plan extends SourceFile {
  compression: Compression;
  encoding: Encoding;
  layout: Layout;
  form: FormSpec;
  zone: string;
  /** The first line of a record, to show. */
  sample: string[];
}

/** bzip2 gives nothing before a whole block of up to 900 kB. */
const PEEK_COMPRESSED = 1024 * 1024;

export interface InspectOptions {
  zone: string;
  /** The user's own pattern instead of recognition. */
  pattern?: string | undefined;
  /** Reads binary files too. */
  text?: boolean | undefined;
}

/** Looks into the beginning of a file. @returns why it is refused, as text, if it is */
export async function inspect(file: SourceFile, options: InspectOptions): Promise<Plan | string> {
  const head = await readHead(file);
  const compression = compressionOf(head, file.path);
  const { bytes, problem } = await readSample({ ...file, compression }, head);
  if (bytes.length === 0 && problem !== undefined) return problem;
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const layout = hasJsonElements(text) ? 'json-elements' : 'lines';
  const sample = layout === 'lines' ? text : new JsonElements().push(Buffer.from(text)).toString();
  const refusal = options.text === true ? undefined : binaryReason(bytes, encoding);
  if (refusal !== undefined) return refusal;
  const lines = sample.split(/\r?\n/, SAMPLE_LINES + 1);
  // The last one may be cut.
  if (lines.length > 1) lines.pop();
  const origin: Origin = { zone: timeZone(options.zone), near: file.changed };
  const form: FormSpec =
    options.pattern === undefined
      ? specOf(recognize(lines, origin), lines)
      : { name: 'pattern', detail: options.pattern };
  return { ...file, compression, encoding, layout, form, zone: options.zone, sample: lines };
}

async function readHead({ path, isPipe }: SourceFile): Promise<Buffer> {
  if (isPipe) return peek(path, SAMPLE_BYTES);
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readSample(
  file: SourceFile & { compression: Compression },
  head: Buffer,
): Promise<{ bytes: Buffer; problem?: string }> {
  const { compression } = file;
  if (compression === 'none') return { bytes: head };
  const chunks: Buffer[] = [];
  let size = 0;
  // A pipe cannot be read twice: what was seen of it must do.
  const stream = file.isPipe
    ? decompress(Readable.from([await peek(file.path, PEEK_COMPRESSED)]), compression)
    : openStream(file);
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= SAMPLE_BYTES) break;
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), problem: compressionProblem(compression, error) };
  }
  return { bytes: Buffer.concat(chunks).subarray(0, SAMPLE_BYTES) };
}

/** What happened to a compressed file, in words. */
export function compressionProblem(compression: Compression, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (compression === 'none' || reason.includes('compressed with')) return reason.replace(/^the file: /, '');
  if (/unexpected end|ends unexpectedly|Unexpected end/i.test(reason)) {
    return `its ${compression} data ends in the middle: it was cut off`;
  }
  // The decompressor keeps what it has begun to unpack to itself.
  return `its ${compression} data is damaged (${reason}), and up to 80 KiB of text before that place may be missing`;
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** More than this share of bytes that text does not have makes a file binary. */
const BINARY_SHARE = 0.1;

function binaryReason(bytes: Buffer, encoding: Encoding): string | undefined {
  if (encoding !== 'utf-8' || bytes.length === 0) return undefined;
  let odd = 0;
  for (const byte of bytes) {
    if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32) || byte === 127) odd++;
  }
  // A log that was truncated while it was written begins with a hole of NULs: text follows.
  const text = bytes.findIndex((byte) => byte !== 0);
  if (text > 0 && text < bytes.length) odd -= text;
  if (odd <= (bytes.length - Math.max(0, text)) * BINARY_SHARE) return undefined;
  return 'it looks binary, not like lines of text; --text reads it all the same';
}
