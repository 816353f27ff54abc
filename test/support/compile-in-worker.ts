// The compiler and the board's runtime in a browser's worker, for `test/firmware/same-bytes.node.test.ts`: from the site's own packed files, without what a page keeps.
import { createCompiler, type SourceFile } from '../../src/compiler/compile-firmware.ts';
import { unpackFiles } from '../../src/compiler/file-pack.ts';
import { runInRuntime } from './runtime-device.ts';
import type { Script } from './scripted-device.ts';
import type { CompilerManifest } from '../../src/model/compiler-manifest.ts';

const fetchPacked = async (path: string): Promise<Response> => {
  const { body } = await fetch(`/${path}`);
  if (!body) throw new Error(`${path} is empty.`);
  return new Response(body.pipeThrough(new DecompressionStream('gzip')), { headers: { 'content-type': 'application/wasm' } });
};

const unpacked = async (path: string) => unpackFiles(new Uint8Array(await (await fetchPacked(path)).arrayBuffer()));

export interface Sketch {
  files: SourceFile[];
  script: Script | null;
}

export interface Made {
  hash: string;
  /** Null where there is no script. */
  printed: string | null;
}

const work = async (sketches: Sketch[]): Promise<Made[]> => {
  const manifest = (await (await fetch('/compiler/manifest.json')).json()) as CompilerManifest;
  const core = await WebAssembly.compileStreaming(fetchPacked(manifest.core.path));
  const [headers, libs] = [await unpacked(manifest.headers.path), await unpacked(manifest.libs.path)];
  const compiler = createCompiler({ core, headers, libs });
  // The first without the precompiled header, as a first visit compiles it.
  const answers: Made[] = [];
  for (const { files, script } of sketches) {
    const result = compiler.compile(files);
    if (!result.ok) throw new Error(result.output);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', result.module as BufferSource));
    answers.push({
      hash: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      printed: script && (await runInRuntime(result.wasm, script)),
    });
    if (!compiler.hasPch()) compiler.makePch();
  }
  return answers;
};

const page = self as unknown as { postMessage(message: unknown): void };

self.addEventListener('message', (event: MessageEvent<Sketch[]>) => {
  work(event.data).then(
    (made) => page.postMessage({ made }),
    (error: unknown) => page.postMessage({ error: String(error) }),
  );
});
