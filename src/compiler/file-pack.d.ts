import type { FileTree } from './wasi-host.ts';
export declare function packFiles(files: FileTree): Uint8Array;
/** The files are views of the pack. Throws when it is not one. */
export declare function unpackFiles(pack: Uint8Array): FileTree;
