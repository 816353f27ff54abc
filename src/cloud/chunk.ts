// Cuts an answer into the pieces that travel as events (spec/cloud-api.md §5.6).
import { CHUNK_BYTES, RESPONSE_CAP } from '../model/limits.ts';

/** Length of the UTF-8 character that begins at `byte`; 1 for bytes that begin none. */
const lengthFrom = (byte: number): number =>
  byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc0 && byte < 0xe0 ? 2 : 1;

/** The first `max` bytes, less a character that would be cut in two. */
function cut(bytes: Uint8Array, start: number, max: number): number {
  const end = Math.min(bytes.length, start + max);
  if (end === bytes.length) return end;
  for (let back = 1; back <= 3 && end - back > start; back++) {
    const byte = bytes[end - back] as number;
    if (byte >= 0xc0) return back < lengthFrom(byte) ? end - back : end;
    if (byte < 0x80) return end;
  }
  return end;
}

/** Texts of at most 512 bytes of UTF-8 each, no character cut in two; what is past the first 100 KB is dropped. */
export function chunkText(text: string, chunkBytes: number = CHUNK_BYTES, cap: number = RESPONSE_CAP): string[] {
  const all = new TextEncoder().encode(text);
  const bytes = all.subarray(0, cut(all, 0, cap));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = cut(bytes, at, chunkBytes);
    chunks.push(decoder.decode(bytes.subarray(at, end)));
    at = end;
  }
  return chunks;
}
