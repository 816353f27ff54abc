// The compiler's own thread: it is fetched by the first job, and everything it keeps in memory goes when the page ends this worker.
import type { FirmwareCompiler } from '../../compiler/compile-firmware.ts';
import type { CompileAnswer } from './compile-job.ts';
import { CompilerFailure } from './compile-job.ts';
import type { CompilerReply, CompilerRequest } from './compiler-message.ts';
import { loadCompiler } from './load-compiler.ts';

const STOPPED = 'The compiler stopped: this browser may have too little memory for it. Close other tabs, or flash the original.';

// The page's type of `self` has another `postMessage`.
const page = self as unknown as { postMessage(reply: CompilerReply): void };

let loading: Promise<FirmwareCompiler> | null = null;

const work = async ({ kind, files, base }: CompilerRequest): Promise<CompileAnswer> => {
  loading ??= loadCompiler(base, (reply) => page.postMessage(reply));
  const compiler = await loading;
  page.postMessage({ type: 'working' });
  const began = performance.now();
  const took = (): number => performance.now() - began;
  if (kind === 'check') {
    const diagnostics = compiler.check(files);
    return {
      ok: !diagnostics.some(({ severity }) => severity === 'error'),
      module: null,
      diagnostics,
      output: '',
      size_info: '',
      took: took(),
    };
  }
  const result = compiler.compile(files);
  const { ok, diagnostics, output } = result;
  return { ok, diagnostics, output, module: result.ok ? result.module : null, size_info: result.ok ? result.size_info : '', took: took() };
};

self.addEventListener('message', (event: MessageEvent<CompilerRequest>) => {
  const { id } = event.data;
  work(event.data).then(
    (answer) => page.postMessage({ type: 'answer', id, answer }),
    (error: unknown) => page.postMessage({ type: 'failure', id, sentence: error instanceof CompilerFailure ? error.message : STOPPED }),
  );
});
