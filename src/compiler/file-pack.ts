// Many files as one: a list of paths and sizes as JSON behind its length (u32, little-endian), then the bytes.
import type { FileTree } from './wasi-host.ts';

export function packFiles(files: FileTree): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = new TextEncoder().encode(JSON.stringify(sorted.map(([path, bytes]) => [path, bytes.length])));
  const pack = new Uint8Array(sorted.reduce((sum, [, bytes]) => sum + bytes.length, 4 + head.length));
  new DataView(pack.buffer).setUint32(0, head.length, true);
  pack.set(head, 4);
  let at = 4 + head.length;
  for (const [, bytes] of sorted) {
    pack.set(bytes, at);
    at += bytes.length;
  }
  return pack;
}

/** The files are views of the pack. Throws when it is not one. */
export function unpackFiles(pack: Uint8Array): FileTree {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  let at = 4 + length;
  const list = JSON.parse(new TextDecoder().decode(pack.subarray(4, at))) as [path: string, size: number][];
  return new Map(list.map(([path, size]) => [path, pack.subarray(at, (at += size))]));
}
