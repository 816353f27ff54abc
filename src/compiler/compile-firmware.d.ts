import { type Diagnostic } from './diagnostics.ts';
import { type FileTree } from './wasi-host.ts';
export interface CompilerParts {
  /** `llvm.core.wasm` of @yowasp/clang. */
  core: WebAssembly.Module;
  headers: FileTree;
  libs: FileTree;
  /** What `makePch` gave, for the same headers. */
  pch?: Uint8Array;
}
export interface SourceFile {
  /** Inside the project, with `/`: `src/main.cpp`. */
  path: string;
  text: string;
}
export type CompileResult =
  | {
      ok: true;
      module: Uint8Array;
      wasm: Uint8Array;
      diagnostics: Diagnostic[];
      output: string;
      size_info: string;
    }
  | {
      ok: false;
      diagnostics: Diagnostic[];
      output: string;
    };
export interface FirmwareCompiler {
  /** Makes the precompiled header, which every later run of this compiler uses: seconds once, instead of a second for each file. */
  makePch(): Uint8Array;
  hasPch(): boolean;
  compile(files: readonly SourceFile[]): CompileResult;
  /** Only what is wrong, without making anything. */
  check(files: readonly SourceFile[]): Diagnostic[];
  /** The objects of the runtime, by their place in the library pack. Needs no libraries. */
  compileRuntime(files: readonly SourceFile[]): FileTree;
}
export declare function createCompiler(parts: CompilerParts): FirmwareCompiler;
