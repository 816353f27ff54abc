// The compiler's own thread: it is fetched by the first job, and everything it keeps in memory goes when the page ends this worker.
import type { CompileAnswer } from './compile-job.ts';
import { CompilerFailure } from './compile-job.ts';
import type { CompilerReply, CompilerRequest } from './compiler-message.ts';
import { type LoadedCompiler, loadCompiler } from './load-compiler.ts';

const STOPPED = 'The compiler stopped: this browser may have too little memory for it. Close other tabs, or flash the original.';

// The page's type of `self` has another `postMessage`.
const page = self as unknown as { postMessage(reply: CompilerReply, transfer?: Transferable[]): void };

let loading: Promise<LoadedCompiler> | null = null;

const work = async ({ kind, files, base }: CompilerRequest): Promise<CompileAnswer> => {
  loading ??= loadCompiler(base, (reply) => page.postMessage(reply));
  const compiler = await loading;
  const began = performance.now();
  const { ok, module, diagnostics, output } = await compiler.run(kind, files);
  return { ok, module, diagnostics, output, took: performance.now() - began };
};

self.addEventListener('message', (event: MessageEvent<CompilerRequest>) => {
  const { id } = event.data;
  work(event.data).then(
    (answer) => page.postMessage({ type: 'answer', id, answer }),
    (error: unknown) => page.postMessage({ type: 'failure', id, sentence: error instanceof CompilerFailure ? error.message : STOPPED }),
  );
});
