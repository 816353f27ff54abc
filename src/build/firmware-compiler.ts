// The compiler for the virtual board: headers and libraries as packs, the runtime compiled once; for the build and for the site.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { gzip } from 'node:zlib';
import { createCompiler, type FirmwareCompiler } from '../compiler/compile-firmware.ts';
import { DEVICE_OS_INCLUDE, HEADER_FOLDERS, LIBRARIES } from '../compiler/compiler-paths.ts';
import { packFiles, unpackFiles } from '../compiler/file-pack.ts';
import type { FileTree } from '../compiler/wasi-host.ts';
import type { CompilerFile, CompilerManifest } from '../model/compiler-manifest.ts';
import { type BuildCache, buildCache, hashOf } from './build-cache.ts';
import { untar } from './untar.ts';

const compress = promisify(gzip);
const PACKAGE = '@yowasp/clang';

/** Of clang's own headers only what is no processor's; libc++ without its frozen copy for C++03. */
const WANTED_HEADER =
  /^include\/(?:c\+\+\/v1\/(?!__cxx03\/|experimental\/|ext\/)|wasm32-wasip1\/|(?:__)?(?:std|float|limits|inttypes|iso646|tgmath)[^/]*\.h$)/;
const WANTED_LIBRARY = /\/(libc|libc\+\+|libc\+\+abi|libclang_rt\.builtins)\.a$/;

export interface SiteCompiler {
  manifest: CompilerManifest;
  /** What `manifest` names, by path below the site. */
  files: Map<string, Uint8Array>;
}

export interface BuildCompiler {
  /** Another one whenever the same sources could give another firmware. */
  id: string;
  compiler(): FirmwareCompiler;
  site(): Promise<SiteCompiler>;
}

const textsBelow = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );

/** Headers and libraries of the toolchain, where the compiler looks for them. */
function readToolchain(folder: string): { headers: FileTree; libs: FileTree } {
  const headers: FileTree = new Map();
  const libs: FileTree = new Map();
  for (const [path, bytes] of untar(readFileSync(join(folder, 'gen/llvm-resources.tar')))) {
    const place = HEADER_FOLDERS.find(([from]) => path.startsWith(from));
    if (place && WANTED_HEADER.test(path)) headers.set(place[1] + path.slice(place[0].length), bytes);
    if (WANTED_LIBRARY.test(path)) libs.set(`${LIBRARIES}/${path.split('/').at(-1)}`, bytes);
  }
  return { headers, libs };
}

/** Makes what is not in the cache: seconds once after a change of `firmware/include` or `firmware/runtime`, nothing otherwise. */
function preparePacks(root: string, folder: string, core: () => WebAssembly.Module, cache: BuildCache, id: string) {
  const names = ['headers', 'libs', 'pch'] as const;
  const cached = names.map((name) => cache.get(`${id}-${name}`));
  if (cached.every((bytes) => bytes !== null))
    return Object.fromEntries(names.map((name, at) => [name, cached[at]])) as Record<string, Buffer>;
  const { headers, libs } = readToolchain(folder);
  for (const [path, text] of textsBelow(join(root, 'firmware/include'))) headers.set(`${DEVICE_OS_INCLUDE}/${path}`, Buffer.from(text));
  const runtime = [...textsBelow(join(root, 'firmware/runtime'))].map(([path, text]) => ({ path, text }));
  // Each part of clang runs a few times only: optimizing it takes longer than it saves.
  setFlagsFromString('--liftoff-only');
  const compiler = createCompiler({ core: core(), headers, libs });
  const pch = compiler.makePch();
  for (const [path, bytes] of compiler.compileRuntime(runtime)) libs.set(path, bytes);
  setFlagsFromString('--no-liftoff-only');
  const made = { headers: packFiles(headers), libs: packFiles(libs), pch };
  for (const name of names) cache.put(`${id}-${name}`, made[name]);
  return made;
}

/** `root`: of the repository. Nothing is compiled before it is asked for. */
export function buildCompiler(root: string): BuildCompiler {
  const folder = join(root, 'node_modules', PACKAGE);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const sources = ['firmware/include', 'firmware/runtime', 'src/compiler'].flatMap((name) => [...textsBelow(join(root, name))].flat());
  const id = hashOf(version, WANTED_HEADER.source, ...sources).slice(0, 16);
  const cache = buildCache(root);
  let module: WebAssembly.Module | undefined;
  let compiler: FirmwareCompiler | undefined;
  const readCore = () => readFileSync(join(folder, 'gen/llvm.core.wasm'));
  const core = () => (module ??= new WebAssembly.Module(readCore()));
  let packs: ReturnType<typeof preparePacks> | undefined;
  const prepared = () => (packs ??= preparePacks(root, folder, core, cache, id));

  const packed = async (name: string, make: () => Uint8Array, level: number): Promise<Buffer> => {
    const found = cache.get(`${name}.gz`);
    if (found) return found;
    const bytes = await compress(make(), { level });
    cache.put(`${name}.gz`, bytes);
    return bytes;
  };

  return {
    id,
    compiler() {
      if (compiler) return compiler;
      const { headers, libs, pch } = prepared();
      compiler = createCompiler({
        core: core(),
        headers: unpackFiles(headers as Uint8Array),
        libs: unpackFiles(libs as Uint8Array),
        pch,
      });
      return compiler;
    },
    async site() {
      // The big one is packed on another thread while this one compiles. Level 6: 0.2 % larger than 9, in half the time.
      const corePacked = packed(`core-${version}`, readCore, 6);
      const { headers, libs } = prepared();
      const parts = {
        core: await corePacked,
        headers: await packed(`${id}-headers`, () => headers as Uint8Array, 9),
        libs: await packed(`${id}-libs`, () => libs as Uint8Array, 9),
      };
      const files = new Map<string, Uint8Array>();
      const file = (name: string, bytes: Uint8Array): CompilerFile => {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const path = `compiler/${name.replace('.', `-${sha256.slice(0, 8)}.`)}.gz`;
        files.set(path, bytes);
        // gzip ends with the length of what it holds.
        const unpacked = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
        return { path, size: bytes.length, sha256, unpacked };
      };
      const manifest = {
        id,
        core: file('core.wasm', parts.core),
        headers: file('headers.pack', parts.headers),
        libs: file('libs.pack', parts.libs),
      };
      return { manifest, files };
    },
  };
}
