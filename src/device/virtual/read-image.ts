// Takes the WebAssembly out of a firmware module (spec/virtual-device.md §6). The module itself is checked by the one validator before.

const HEADER_BYTES = 24;
/** Header of a compressed payload: its own size, method, window, and the size it grows to. */
const COMPRESSED_HEADER = 8;
const COMPRESSED = 2;
const LARGEST = 8 * 1024 * 1024;
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new Error('The firmware is too large.');
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Throws when the payload is no WebAssembly: a module of a real board, or a damaged one. */
export async function readImage(module: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(module.buffer, module.byteOffset, module.byteLength);
  const suffix = view.getUint16(module.byteLength - 6, true);
  const payload = module.subarray(HEADER_BYTES, module.byteLength - 4 - suffix);
  const wasm = view.getUint8(9) & COMPRESSED ? await inflate(payload.subarray(COMPRESSED_HEADER)) : payload.slice();
  if (!MAGIC.every((byte, at) => wasm[at] === byte)) throw new Error('The module holds no WebAssembly.');
  return wasm;
}
