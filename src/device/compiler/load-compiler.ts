// Fetches the compiler by its list of files, keeps it in the browser, and makes it ready to run.
import { createCompiler, type FirmwareCompiler } from '../../compiler/compile-firmware.ts';
import { unpackFiles } from '../../compiler/file-pack.ts';
import type { CompilerFile, CompilerManifest } from '../../model/compiler-manifest.ts';
import { CompilerFailure } from './compile-job.ts';
import type { CompilerReply } from './compiler-message.ts';
import { bytesOf, createKeptFiles, unpacked } from './kept-files.ts';

const AWAY = 'The compiler did not load. Check your connection and try again.';
const NONE = 'This site was built without its compiler. The original can be flashed.';

/** The list changes with the site; without a network the one that came with the site is in the worker's cache. */
const readManifest = async (base: string): Promise<CompilerManifest> => {
  const answer = await fetch(new URL('compiler/manifest.json', base)).catch(() => null);
  if (!answer) throw new CompilerFailure(AWAY);
  if (!answer.ok) throw new CompilerFailure(NONE);
  return (await answer.json()) as CompilerManifest;
};

const isFile = (file: CompilerFile | undefined): file is CompilerFile =>
  typeof file?.path === 'string' && /^compiler\/[\w.-]+$/.test(file.path) && Number.isFinite(file.size);

/** `base`: absolute address of the site. Throws `CompilerFailure`. */
export const loadCompiler = async (base: string, tell: (reply: CompilerReply) => void): Promise<FirmwareCompiler> => {
  const { id, core, headers, libs } = await readManifest(base);
  const files = [core, headers, libs];
  if (!files.every(isFile)) throw new CompilerFailure(NONE);
  const kept = await createKeptFiles(`pocket-compiler:${base}`, base);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  // What is here already needs no bar.
  const here = await kept.complete(files);
  let loaded = 0;
  const more = (bytes: number): void => {
    loaded += bytes;
    if (!here) tell({ type: 'progress', progress: { loaded, total } });
  };
  more(0);
  const open = async (file: CompilerFile): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> => unpacked(await kept.open(file, more));
  const [module, headerPack, libPack] = await Promise.all([
    open(core).then((stream) => WebAssembly.compileStreaming(new Response(stream, { headers: { 'content-type': 'application/wasm' } }))),
    open(headers).then(bytesOf),
    open(libs).then(bytesOf),
  ]).catch((cause: unknown) => {
    throw new CompilerFailure(AWAY, { cause });
  });
  const made = `pch-${id}`;
  const pch = await kept.read(made);
  const compiler = createCompiler({
    core: module,
    headers: unpackFiles(headerPack),
    libs: unpackFiles(libPack),
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
