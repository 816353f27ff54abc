/** The virtual board's platform, the vendor's host simulator: no real board takes such a module. */
export declare const VIRTUAL_PLATFORM = 3;
/** A firmware of more than that is none: a few bytes must not unpack to a gigabyte. */
export declare const MAX_WASM_BYTES: number;
export interface ProductNumbers {
  product_id: number | null;
  product_version: number | null;
}
/** What the sources say. A version without an id gets the platform's, as Device OS gives it. */
export declare function readProduct(wasm: Uint8Array): ProductNumbers;
/** The same module for the same wasm, wherever it is made: the packer is JavaScript, not the platform's. */
export declare function makeModule(wasm: Uint8Array): Uint8Array;
/** The WebAssembly inside a module that `readModule` found whole. Null when it holds none. */
export declare function unpackModule(module: Uint8Array): Uint8Array | null;
