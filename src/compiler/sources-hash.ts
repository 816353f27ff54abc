// Tells whether sources are the ones that an image was built from.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SourceFile } from './compile-firmware.ts';

/** 64 hex; the order of the files does not matter. */
export function sourcesHash(files: readonly SourceFile[]): string {
  const sorted = files.map(({ path, text }) => [path, text] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(sorted))));
}
