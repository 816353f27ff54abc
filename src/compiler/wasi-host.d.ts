/** Absolute paths, `/a/b`, and what is in them. Folders are there when a path goes through them. */
export type FileTree = Map<string, Uint8Array>;
export interface WasiRun {
  /** Exit code; 134 when the program trapped. */
  code: number;
  /** Its standard output and errors. */
  output: string;
  /** What it wrote, by path. */
  written: FileTree;
}
/** `a/./b/../c` from the root, as `/a/c`. */
export declare function normalPath(path: string): string;
/** Every folder that the paths go through. */
export declare function foldersOf(paths: Iterable<string>): Set<string>;
export interface WasiLayer {
  files: FileTree;
  folders: Set<string>;
}
/** Runs `module` with `args` (the first is its name). It reads from the layers, the first that has a path wins, and writes beside them. */
export declare function runWasi(module: WebAssembly.Module, args: readonly string[], layers: readonly WasiLayer[]): WasiRun;
