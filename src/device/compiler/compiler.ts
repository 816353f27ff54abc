// The page's side of the compiler: starts its worker when there is work, one job at a time, and ends it when there was none for long.
import { systemClock, type DeviceClock } from '../device-clock.ts';
import { TrustedWorker as Worker } from '../trusted-worker.ts';
import {
  type CompileAnswer,
  CompilerFailure,
  type CompilerProgress,
  type CompilerState,
  type SourceCompiler,
  type SourceText,
} from './compile-job.ts';
import type { CompilerReply, CompilerRequest } from './compiler-message.ts';

/** Real ms. The compiler holds a few hundred MB: it goes when nobody edits. */
const IDLE = 60_000;
/** Real ms without any word of a busy worker: a browser that runs out of memory ends workers silently. */
const PATIENCE = 120_000;

const STOPPED = 'The compiler stopped: this browser may have too little memory for it. Close other tabs, or flash the original.';

const STATES = { progress: 'loading', preparing: 'preparing', working: 'compiling' } as const;

/** A worker, as far as the compiler needs one. */
export type CompilerWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

interface Job {
  request: CompilerRequest;
  resolve(answer: CompileAnswer | null): void;
  /** A `CompilerFailure`, or the reason of an abort. */
  reject(reason: unknown): void;
}

export interface BrowserCompilerOptions {
  base: string;
  spawn: () => CompilerWorker;
  clock?: DeviceClock;
}

export class BrowserCompiler extends EventTarget implements SourceCompiler {
  state: CompilerState = 'idle';
  progress: CompilerProgress | null = null;
  problem: string | null = null;
  readonly #options: Required<BrowserCompilerOptions>;
  #worker: CompilerWorker | null = null;
  #job: Job | null = null;
  #waiting: Job[] = [];
  #next = 1;
  #cancelTimer = (): void => {};

  constructor({ clock = systemClock, ...options }: BrowserCompilerOptions) {
    super();
    this.#options = { ...options, clock };
  }

  check(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer | null> {
    // Only the newest text matters.
    for (const job of this.#waiting.filter(({ request }) => request.kind === 'check')) job.resolve(null);
    this.#waiting = this.#waiting.filter(({ request }) => request.kind !== 'check');
    return this.#ask('check', files, signal);
  }

  async build(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer> {
    return (await this.#ask('build', files, signal)) as CompileAnswer;
  }

  #ask(kind: 'check' | 'build', files: readonly SourceText[], signal?: AbortSignal): Promise<CompileAnswer | null> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const texts = files.map(({ path, text }) => ({ path, text }));
      const request: CompilerRequest = { id: this.#next++, kind, files: texts, base: this.#options.base };
      const job: Job = { request, resolve, reject };
      signal?.addEventListener('abort', () => this.#abort(job, signal.reason), { once: true });
      this.#waiting.push(job);
      this.#proceed();
    });
  }

  /** clang hears nothing while it works: its thread ends, and the next job starts another. */
  #abort(job: Job, reason: unknown): void {
    this.#waiting = this.#waiting.filter((one) => one !== job);
    job.reject(reason);
    if (job !== this.#job) return;
    this.#job = null;
    this.#end('idle');
    this.#proceed();
  }

  #proceed(): void {
    if (this.#job) return;
    const job = this.#waiting.shift();
    this.#cancelTimer();
    if (!job) {
      if (this.#worker) this.#cancelTimer = this.#options.clock.after(IDLE, () => this.#end('idle'));
      return;
    }
    this.#job = job;
    this.problem = null;
    this.#become(this.#worker ? 'compiling' : 'loading');
    this.#worker ??= this.#start();
    this.#worker.postMessage(job.request);
    this.#awaitWord();
  }

  #start(): CompilerWorker {
    const worker = this.#options.spawn();
    worker.addEventListener('message', (event) => {
      if (worker === this.#worker) this.#hear((event as MessageEvent<CompilerReply>).data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(STOPPED);
    });
    return worker;
  }

  #awaitWord(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(PATIENCE, () => this.#fail(STOPPED));
  }

  #hear(reply: CompilerReply): void {
    if (reply.type === 'progress' || reply.type === 'preparing' || reply.type === 'working') {
      this.progress = reply.type === 'progress' ? reply.progress : null;
      this.#become(STATES[reply.type]);
      return this.#awaitWord();
    }
    const job = this.#job;
    if (job?.request.id !== reply.id) return;
    if (reply.type === 'failure') return this.#fail(reply.sentence);
    this.#job = null;
    this.progress = null;
    this.#become('ready');
    job.resolve(reply.answer);
    this.#proceed();
  }

  #fail(sentence: string): void {
    const jobs = [...(this.#job ? [this.#job] : []), ...this.#waiting];
    this.#job = null;
    this.#waiting = [];
    this.problem = sentence;
    this.#end('failed');
    for (const job of jobs) job.reject(new CompilerFailure(sentence));
  }

  #end(state: CompilerState): void {
    this.#cancelTimer();
    this.#worker?.terminate();
    this.#worker = null;
    this.progress = null;
    this.#become(state);
  }

  #become(state: CompilerState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

export const createBrowserCompiler = (base: string): BrowserCompiler =>
  new BrowserCompiler({ base, spawn: () => new Worker(new URL('./compiler-worker.ts', import.meta.url), { type: 'module' }) });
