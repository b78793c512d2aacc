// Bytes as text: in the encoding they say they have, else UTF-8, else what old Windows wrote.

/** The text of a file or an answer; `type` is its `Content-Type`, empty for a file. */
export function textOfBytes(bytes: Uint8Array, type: string): string {
  const mark = BYTE_ORDER_MARKS.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const said =
    mark?.encoding ??
    /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/i.exec(start)?.[1];
  return decoded(bytes, said ?? 'utf-8') ?? decoded(bytes, 'windows-1252') ?? '';
}

/** RFC 7303 §3: they decide before everything else. */
const BYTE_ORDER_MARKS = [
  { begins: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { begins: [0xff, 0xfe], encoding: 'utf-16le' },
  { begins: [0xfe, 0xff], encoding: 'utf-16be' },
];

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
