// Fetches the compiler by its list of files, keeps it in the browser, and makes it ready to run.
import { createCompiler, type FirmwareCompiler } from '../../compiler/compile-firmware.ts';
import { unpackFiles } from '../../compiler/file-pack.ts';
import type { FileTree } from '../../compiler/wasi-host.ts';
import type { CompilerFile } from '../../model/compiler-manifest.ts';
import { CompilerFailure } from './compile-job.ts';
import { AWAY, compilerFiles, keptCompiler } from './compiler-files.ts';
import type { CompilerReply } from './compiler-message.ts';
import { bytesOf, unpacked } from './kept-files.ts';

/** `base`: absolute address of the site. Throws `CompilerFailure`. */
export const loadCompiler = async (base: string, tell: (reply: CompilerReply) => void): Promise<FirmwareCompiler> => {
  const { id, core, headers, libs } = await compilerFiles(base);
  const files = [core, headers, libs];
  const kept = await keptCompiler(base);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  // What is here already needs no bar.
  const here = await kept.complete(files);
  let loaded = 0;
  const more = (bytes: number): void => {
    loaded += bytes;
    if (!here) tell({ type: 'progress', progress: { loaded, total } });
  };
  more(0);
  type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;
  const use = async <T>(file: CompilerFile, make: (bytes: Bytes) => Promise<T>): Promise<T> => {
    const bytes = await kept.open(file, more);
    try {
      return await make(await unpacked(bytes));
    } catch (error) {
      // Of no use, whatever it was: the next try must not begin with the same bytes.
      await kept.forget(file);
      throw error;
    }
  };
  const pack = async (bytes: Bytes): Promise<FileTree> => unpackFiles(await bytesOf(bytes));
  const compile = (bytes: Bytes): Promise<WebAssembly.Module> =>
    WebAssembly.compileStreaming(new Response(bytes, { headers: { 'content-type': 'application/wasm' } }));
  const [module, headerPack, libPack] = await Promise.all([use(core, compile), use(headers, pack), use(libs, pack)]).catch(
    (cause: unknown) => {
      throw new CompilerFailure(AWAY, { cause });
    },
  );
  const made = `pch-${id}`;
  const pch = await kept.read(made);
  const compiler = createCompiler({
    core: module,
    headers: headerPack,
    libs: libPack,
    ...(pch ? { pch } : {}),
  });
  if (!pch) {
    // As long as a first check without it would take, and every later one is a second shorter: so it comes first.
    tell({ type: 'preparing' });
    await kept.write(made, new Uint8Array(compiler.makePch()));
  }
  void kept.keepOnly(files, [made]);
  return compiler;
};
