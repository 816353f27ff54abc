// Builds firmware modules for tests, from the format's description (spec/device.md §2), not from our parser.
import { sha256 } from '@noble/hashes/sha2.js';

/** Bit by bit: slow, and independent of the table in the parser. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

interface ModuleWish {
  platform_id?: number;
  module_function?: number;
  /** Both left out: a module of no product. */
  product_id?: number;
  product_version?: number;
  payload?: string;
}

/** A user module with a 40-byte suffix. */
export function buildModule(wish: ModuleWish = {}): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(wish.payload ?? 'void loop() {}');
  const bytes = new Uint8Array(24 + payload.length + 40 + 4);
  const view = new DataView(bytes.buffer);
  const { length } = bytes;
  view.setUint32(4, length - 4, true);
  view.setUint16(10, 6, true);
  view.setUint16(12, wish.platform_id ?? 3, true);
  bytes.set([wish.module_function ?? 5, 1, 4, 1], 14);
  view.setUint16(18, 5900, true);
  bytes.set(payload, 24);
  view.setUint16(length - 44, wish.product_id ?? 0xffff, true);
  view.setUint16(length - 42, wish.product_version ?? 0xffff, true);
  bytes.set(sha256(bytes.subarray(0, length - 38)), length - 38);
  view.setUint16(length - 6, 40, true);
  view.setUint32(length - 4, crc32(bytes.subarray(0, length - 4)), false);
  return bytes;
}

/** Puts the CRC right after a change: the hash then is that of other bytes. */
export function resealModule(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { length } = bytes;
  new DataView(bytes.buffer).setUint32(length - 4, crc32(bytes.subarray(0, length - 4)), false);
  return bytes;
}

/** A multipart form with one file and fields, as api-js and curl send it. */
export function fileForm(
  field: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer> | string,
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append(field, new Blob([bytes]), name);
  return form;
}
