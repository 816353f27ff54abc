// `compiler/manifest.json` of the built site: what a page fetches before it can compile firmware.

export interface CompilerFile {
  /** Below the site: `compiler/core-1a2b3c4d.wasm.gz`. The name holds a hash of the content. gzip. */
  path: string;
  /** Bytes as they lie on the host. */
  size: number;
  /** SHA-256 of them, hex. */
  sha256: string;
  /** Bytes of the content, unpacked. */
  unpacked: number;
}

export interface CompilerManifest {
  /** Another one whenever anything that a precompiled header depends on is another: compiler, headers, options. */
  id: string;
  /** `llvm.core.wasm`. */
  core: CompilerFile;
  /** Packs of `compiler/file-pack.ts`. */
  headers: CompilerFile;
  libs: CompilerFile;
}
