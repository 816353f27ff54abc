// The least that compiles a firmware in a browser: a worker that fetches the same compiler, makes its precompiled header and runs it; nothing is kept, relayed or checked.
import { createCompiler, type FirmwareCompiler, type SourceFile } from '../../src/compiler/compile-firmware.ts';
import { unpackFiles } from '../../src/compiler/file-pack.ts';
import { unpacked } from '../../src/device/compiler/kept-files.ts';
import type { CompilerManifest } from '../../src/model/compiler-manifest.ts';

const open = async (path: string): Promise<Response> => {
  const { body } = await fetch(new URL(path, location.origin));
  return new Response(await unpacked(body as ReadableStream<Uint8Array<ArrayBuffer>>), { headers: { 'content-type': 'application/wasm' } });
};
const pack = async (path: string) => unpackFiles(new Uint8Array(await (await open(path)).arrayBuffer()));

const load = async (): Promise<FirmwareCompiler> => {
  const manifest = (await (await fetch(new URL('compiler/manifest.json', location.origin))).json()) as CompilerManifest;
  const [core, headers, libs] = await Promise.all([
    WebAssembly.compileStreaming(open(manifest.core.path)),
    pack(manifest.headers.path),
    pack(manifest.libs.path),
  ]);
  const compiler = createCompiler({ core, headers, libs });
  compiler.makePch();
  return compiler;
};

let loading: Promise<FirmwareCompiler> | null = null;

self.addEventListener('message', async ({ data }: MessageEvent<SourceFile[]>) => {
  loading ??= load();
  (self as unknown as { postMessage(ok: boolean): void }).postMessage((await loading).compile(data).ok);
});
