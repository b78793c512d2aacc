// Head text: of a file's bytes only those are decoded that its head needs; of the rest it is enough that they are text.

import { isUtf8 } from 'node:buffer';
import { type Problem, problem } from '../model/problem.ts';

export interface Decoded {
  readonly text?: string;
  readonly problems: readonly Problem[];
}

/** The text of a file; a problem with its place where the bytes are not UTF-8. A byte order mark is left out. */
export function decode(path: string, bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { text: decoder.decode(bytes), problems: NO_PROBLEMS };
  const lines = textBeforeFault(bytes).split(/\r\n?|\n/);
  const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const hint = 'Save it as UTF-8.';
  return { problems: [problem('utf8-invalid', path, place, 'The file is not UTF-8 text from here on.', hint)] };
}

/** The same, without what stands below the front matter, which is ten times as long. */
export function decodeHead(path: string, bytes: Uint8Array): Decoded {
  const end = endOfHead(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (end < 0 || !isUtf8(bytes)) return decode(path, bytes);
  return { text: decoder.decode(bytes.subarray(0, end)), problems: NO_PROBLEMS };
}

/** Behind the first line, after line 1, that closes the head and has but blanks after it; -1 if there is none. */
function endOfHead(bytes: Buffer): number {
  const start = bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
  const isToml = bytes.indexOf('+++', start, 'latin1') === start;
  const ends = (isToml ? ['\n+++'] : ['\n---', '\n...']).flatMap((fence) => endOfFence(bytes, fence) ?? []);
  return ends.length === 0 ? -1 : Math.min(...ends);
}

function endOfFence(bytes: Buffer, fence: string): number | undefined {
  for (let at = bytes.indexOf(fence, 0, 'latin1'); at >= 0; at = bytes.indexOf(fence, at + 1, 'latin1')) {
    let end = at + fence.length;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
    if (end === bytes.length || bytes[end] === 0x0a || bytes[end] === 0x0d) return Math.min(end + 1, bytes.length);
  }
  return undefined;
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** Up to the first byte that comes back as another when it is decoded and encoded again. */
function textBeforeFault(bytes: Uint8Array): string {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const fault = bytes.findIndex((byte, index) => byte !== again[index]);
  return new TextDecoder().decode(bytes.subarray(0, fault), { stream: true });
}

const decoder = new TextDecoder();
const NO_PROBLEMS: readonly Problem[] = [];
