// The sections of a WebAssembly module, as they lie in its bytes.

export interface WasmSection {
  /** 0 is a custom section, 10 the code. */
  id: number;
  /** Of a custom section. */
  name: string;
  /** Offset of the section in the module, with its head. */
  start: number;
  /** Offset of the contents; behind the name of a custom section. */
  body: number;
  end: number;
}

/** Reads an unsigned LEB128 number. */
export function readLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let factor = 1;
  for (let next = at; ; next++, factor *= 128) {
    const byte = bytes[next] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 128 || factor > 2 ** 40) return { value, next: next + 1 };
  }
}

export const writeLeb = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...writeLeb(Math.floor(value / 128))]);

export function* wasmSections(wasm: Uint8Array): Generator<WasmSection> {
  for (let start = 8; start < wasm.length;) {
    const size = readLeb(wasm, start + 1);
    const end = size.next + size.value;
    const id = wasm[start] ?? 0;
    const length = id === 0 ? readLeb(wasm, size.next) : { value: 0, next: size.next };
    const body = length.next + length.value;
    yield { id, name: new TextDecoder().decode(wasm.subarray(length.next, body)), start, body, end };
    start = end;
  }
}

/** The module without the custom sections that `drop` says, and with one more at its end. */
export function withCustomSection(wasm: Uint8Array, drop: (name: string) => boolean, name: string, contents: Uint8Array): Uint8Array {
  const kept = [...wasmSections(wasm)].filter((section) => section.id !== 0 || !drop(section.name));
  const title = new TextEncoder().encode(name);
  const head = [...writeLeb(title.length), ...title];
  const parts = [
    wasm.subarray(0, 8),
    ...kept.map(({ start, end }) => wasm.subarray(start, end)),
    new Uint8Array([0, ...writeLeb(head.length + contents.length), ...head]),
    contents,
  ];
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
