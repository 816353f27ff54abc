// Sources to a firmware: clang and wasm-ld called with literal arguments, at once, without a file system (spec/virtual-device.md §1).
import { DEVICE_OS_INCLUDE, LIBRARIES, OBJECTS, POCKET, PRECOMPILED, RUNTIME, SYSTEM_INCLUDES } from './compiler-paths.ts';
import { type Diagnostic, readDiagnostics } from './diagnostics.ts';
import { cppName, inoToCpp } from './ino.ts';
import { keepLines } from './line-table.ts';
import { makeModule } from './make-module.ts';
import { foldersOf, runWasi, type FileTree, type WasiLayer } from './wasi-host.ts';

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
  | { ok: true; module: Uint8Array; wasm: Uint8Array; diagnostics: Diagnostic[]; output: string; size_info: string }
  | { ok: false; diagnostics: Diagnostic[]; output: string };

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

const encoder = new TextEncoder();
const SOURCE = /\.(?:cpp|cc|cxx|c|ino)$/i;
const INCLUDES_DEVICE_OS = /^[ \t]*#[ \t]*include[ \t]*["<](?:Particle|application|Arduino)\.h[">]/m;
const PCH_SOURCE = `${POCKET}/precompiled.h`;

/** Fixed: a precompiled header holds only for the options that it was made with. */
const COMMON = [
  ...['-triple', 'wasm32-unknown-wasip1', '-O1', '-disable-free', '-clear-ast-before-backend', '-mrelocation-model', 'static'],
  ...['-mframe-pointer=none', '-ffp-contract=on', '-fno-rounding-math', '-mconstructor-aliases', '-target-cpu', 'generic'],
  ...[
    '-fvisibility=hidden',
    '-fdebug-compilation-dir=/',
    '-fgnuc-version=4.2.1',
    '-ferror-limit',
    '50',
    '-resource-dir',
    `${POCKET}/clang`,
  ],
  // ARM's char has no sign; a null pointer must end the firmware as it ends one on a board.
  ...['-fno-signed-char', '-fsanitize=null,return', '-fsanitize-trap=null,return', '-fsanitize-debug-trap-reasons=none'],
  ...['-debug-info-kind=line-tables-only', '-dwarf-version=4', '-debugger-tuning=gdb'],
  ...['-Wall', '-Wno-switch', '-Wno-unused-variable', '-Wno-unused-function', '-Wno-unused-private-field', '-Wdeprecated-declarations'],
  ...[DEVICE_OS_INCLUDE, ...SYSTEM_INCLUDES].flatMap((folder) => ['-internal-isystem', folder]),
];
const CPP = ['-std=gnu++17', '-fno-rtti', '-fdeprecated-macro', '-fskip-odr-check-in-gmf', '-D_LIBCPP_REMOVE_TRANSITIVE_INCLUDES'];

const LINK = [
  ...['wasm-ld', '-m', 'wasm32', '--no-entry', '--gc-sections', '--stack-first', '-z', 'stack-size=65536'],
  ...['--max-memory=4194304', `-L${LIBRARIES}`],
];
const LIBRARY_ARGUMENTS = ['-lc++', '-lc++abi', '-lc', `${LIBRARIES}/libclang_rt.builtins.a`];

const layer = (files: FileTree): WasiLayer => ({ files, folders: foldersOf(files.keys()) });

interface Unit {
  /** The file that the project has, for messages. */
  path: string;
  /** What clang reads. */
  input: string;
  /** Whether it, or a header of the project that it includes, includes Particle.h: then the precompiled header says the same. */
  usesDeviceOs: boolean;
}

/** The project as files below `/`, and what to compile of it. */
function layOut(files: readonly SourceFile[]): { tree: FileTree; units: Unit[]; includes: string[] } {
  const tree: FileTree = new Map();
  const units: Unit[] = [];
  const headers = files
    .filter(({ path, text }) => !SOURCE.test(path) && INCLUDES_DEVICE_OS.test(text))
    .map(({ path }) => path.split('/').at(-1) ?? '');
  for (const { path, text } of files) {
    tree.set(`/${path}`, encoder.encode(text));
    if (!SOURCE.test(path) || /(?:^|\/)(?:examples|test|tests)\//.test(path)) continue;
    const isIno = /\.ino$/i.test(path);
    const source = isIno ? inoToCpp(path, text) : text;
    const input = isIno ? cppName(path) : path;
    if (isIno) tree.set(`/${input}`, encoder.encode(source));
    const usesDeviceOs = INCLUDES_DEVICE_OS.test(source) || headers.some((name) => source.includes(`${name}"`));
    units.push({ path, input, usesDeviceOs });
  }
  const folders = files.map(({ path }) => /^(?:lib\/[^/]+\/)?src(?=\/)/.exec(path)?.[0]).filter((folder) => folder !== undefined);
  return { tree, units, includes: [...new Set(folders)].sort().flatMap((folder) => ['-I', folder]) };
}

export function createCompiler(parts: CompilerParts): FirmwareCompiler {
  const headers = layer(parts.headers);
  const libs = layer(parts.libs);
  const kept: FileTree = new Map([[PCH_SOURCE, encoder.encode('#include "Particle.h"\n')]]);
  if (parts.pch) kept.set(PRECOMPILED, parts.pch);

  const run = (args: readonly string[], files: FileTree) => runWasi(parts.core, args, [layer(files), layer(kept), headers, libs]);
  const clang = (unit: Unit, action: readonly string[], includes: readonly string[], files: FileTree) => {
    const isC = /\.c$/i.test(unit.input);
    const name = unit.input.split('/').at(-1) ?? '';
    return run(
      [
        ...['clang', '-cc1', ...COMMON, ...(isC ? ['-std=gnu11'] : CPP), ...includes],
        ...(!isC && unit.usesDeviceOs && kept.has(PRECOMPILED) ? ['-include-pch', PRECOMPILED] : []),
        ...['-main-file-name', name, ...action, '-x', isC ? 'c' : 'c++', unit.input],
      ],
      files,
    );
  };

  const compileUnits = (files: readonly SourceFile[], action: (object: string) => readonly string[]) => {
    const { tree, units, includes } = layOut(files);
    const objects: FileTree = new Map();
    const diagnostics: Diagnostic[] = [];
    let output = '';
    let failed = false;
    for (const unit of units) {
      const object = `${OBJECTS}/${unit.path}.o`;
      const result = clang(unit, action(object), includes, tree);
      const said = readDiagnostics(result.output);
      diagnostics.push(...said.diagnostics);
      output += said.output;
      failed ||= result.code !== 0;
      const bytes = result.written.get(object);
      if (bytes) objects.set(object, bytes);
    }
    return { units, objects, diagnostics, output, failed };
  };

  const link = (objects: FileTree): { wasm: Uint8Array | undefined; diagnostics: Diagnostic[]; output: string } => {
    const runtime = [...parts.libs.keys()].filter((path) => path.startsWith(`${RUNTIME}/`)).sort();
    const result = run([...LINK, ...objects.keys(), ...runtime, ...LIBRARY_ARGUMENTS, '-o', '/firmware.wasm'], objects);
    const said = readDiagnostics(result.output);
    const linked = result.code === 0 ? result.written.get('/firmware.wasm') : undefined;
    return { wasm: linked && keepLines(linked), ...said };
  };

  return {
    makePch() {
      const made = run(
        ['clang', '-cc1', ...COMMON, ...CPP, '-fpch-instantiate-templates', '-emit-pch', '-o', '/made.pch', '-x', 'c++-header', PCH_SOURCE],
        new Map(),
      );
      const pch = made.written.get('/made.pch');
      if (made.code !== 0 || !pch) throw new Error(`The precompiled header could not be made:\n${made.output}`);
      kept.set(PRECOMPILED, pch);
      return pch;
    },
    hasPch: () => kept.has(PRECOMPILED),
    compile(files) {
      const { units, objects, diagnostics, output, failed } = compileUnits(files, (object) => ['-emit-obj', '-o', object]);
      if (units.length === 0) {
        const message = 'There is nothing to compile: add a .cpp or .ino file.';
        return { ok: false, diagnostics: [{ path: '', line: 0, column: 0, severity: 'error', message }], output: `${message}\n` };
      }
      if (failed) return { ok: false, diagnostics, output };
      const linked = link(objects);
      const all = { diagnostics: [...diagnostics, ...linked.diagnostics], output: output + linked.output };
      if (!linked.wasm) return { ok: false, ...all };
      const module = makeModule(linked.wasm);
      return { ok: true, module, wasm: linked.wasm, ...all, size_info: `   wasm  module\n${linked.wasm.length}  ${module.length}\n` };
    },
    check: (files) => compileUnits(files, () => ['-fsyntax-only']).diagnostics,
    compileRuntime(files) {
      // As one: the headers are read once, not for each.
      const all = files.filter(({ path }) => SOURCE.test(path)).map(({ path }) => `#include "${path}"\n`);
      const tree: FileTree = new Map(files.map(({ path, text }) => [`${RUNTIME}/${path}`, encoder.encode(text)]));
      tree.set(`${RUNTIME}/runtime.cpp`, encoder.encode(all.join('')));
      const result = clang({ path: '', input: `${RUNTIME}/runtime.cpp`, usesDeviceOs: true }, ['-emit-obj', '-o', '/runtime.o'], [], tree);
      const object = result.written.get('/runtime.o');
      if (!object || result.output !== '') throw new Error(`The runtime of the virtual board does not compile cleanly:\n${result.output}`);
      return new Map([[`${RUNTIME}/runtime.o`, object]]);
    },
  };
}
