// A Device OS module around a WebAssembly firmware: the container of spec/device.md §2, as spec/virtual-device.md §6 fills it.
import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync } from 'fflate';
import { crc32 } from '../model/firmware-module.ts';

/** The virtual board's platform, the vendor's host simulator: no real board takes such a module. */
export const VIRTUAL_PLATFORM = 3;

const HEADER_BYTES = 24;
/** Behind the header of a compressed module: its size, method 0 (raw deflate), window bits, size unpacked. */
const COMPRESSED_BYTES = 8;
const SUFFIX_BYTES = 40;
const NONE = 0xffff;
const FLAG_COMPRESSED = 2;
const USER_PART = 5;
const SYSTEM_PART = 4;
const MODULE_VERSION = 6;
/** Device OS 5.9.0, as modules count it. */
const NEEDS_SYSTEM = 5900;
export interface ProductNumbers {
  product_id: number | null;
  product_version: number | null;
}

/** The mark with zeros behind it; then the number. */
const MARK_BYTES = 16;
const MARKS = { product_version: 'pocket.version', product_id: 'pocket.product' } as const;

/** The number behind a mark that PRODUCT_VERSION or PRODUCT_ID left in the data (firmware/include/wiring/system.h). */
function markedNumber(wasm: Uint8Array, mark: string): number | null {
  const wanted = new TextEncoder().encode(mark);
  for (let at = wasm.indexOf(wanted[0] as number); at >= 0; at = wasm.indexOf(wanted[0] as number, at + 1))
    if (at + MARK_BYTES + 2 <= wasm.length && wanted.every((byte, index) => wasm[at + index] === byte))
      return new DataView(wasm.buffer, wasm.byteOffset + at + MARK_BYTES, 2).getUint16(0, true);
  return null;
}

/** What the sources say. A version without an id gets the platform's, as Device OS gives it. */
export function readProduct(wasm: Uint8Array): ProductNumbers {
  const product_version = markedNumber(wasm, MARKS.product_version);
  const product_id = markedNumber(wasm, MARKS.product_id) ?? (product_version === null ? null : VIRTUAL_PLATFORM);
  return { product_id, product_version };
}

/** The same module for the same wasm, wherever it is made: the packer is JavaScript, not the platform's. */
export function makeModule(wasm: Uint8Array): Uint8Array {
  const { product_id, product_version } = readProduct(wasm);
  const payload = deflateSync(wasm, { level: 9 });
  const length = HEADER_BYTES + COMPRESSED_BYTES + payload.length + SUFFIX_BYTES + 4;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, length - 4, true);
  view.setUint8(9, FLAG_COMPRESSED);
  view.setUint16(10, MODULE_VERSION, true);
  view.setUint16(12, VIRTUAL_PLATFORM, true);
  bytes.set([USER_PART, 1, SYSTEM_PART, 1], 14);
  view.setUint16(18, NEEDS_SYSTEM, true);
  view.setUint16(HEADER_BYTES, COMPRESSED_BYTES, true);
  view.setUint8(HEADER_BYTES + 3, 15);
  view.setUint32(HEADER_BYTES + 4, wasm.length, true);
  bytes.set(payload, HEADER_BYTES + COMPRESSED_BYTES);
  view.setUint16(length - 44, product_id ?? NONE, true);
  view.setUint16(length - 42, product_version ?? NONE, true);
  bytes.set(sha256(bytes.subarray(0, length - 38)), length - 38);
  view.setUint16(length - 6, SUFFIX_BYTES, true);
  view.setUint32(length - 4, crc32(bytes.subarray(0, length - 4)), false);
  return bytes;
}
