// Asks the compiler, a moment after the last key, what it thinks of the sources.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CompileAnswer, SourceCompiler, SourceDiagnostic, SourceText } from '../../device/compiler/compile-job.ts';

/** Real ms after the last key. A syntax error takes a tenth of a second to find: sooner would flicker. */
const PAUSE = 350;

export class SourceCheck implements ReactiveController {
  diagnostics: SourceDiagnostic[] = [];
  /** True from the first key until the answer. */
  checking = false;
  /** Sources were checked as they are now. */
  known = false;
  problem: string | null = null;
  /** The visitor stopped it: nothing is checked before it is wanted again. */
  stopped = false;
  readonly #host: ReactiveControllerHost;
  readonly #compiler: () => Promise<SourceCompiler>;
  readonly #onAnswer: () => void;
  readonly #again = (): void => this.#host.requestUpdate();
  #watched: SourceCompiler | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #abort: AbortController | null = null;

  /** `compiler` is fetched when there is something to check. */
  constructor(host: ReactiveControllerHost, compiler: () => Promise<SourceCompiler>, onAnswer: () => void) {
    this.#host = host;
    this.#compiler = compiler;
    this.#onAnswer = onAnswer;
    host.addController(this);
  }

  get compiler(): SourceCompiler | null {
    return this.#watched;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#watched?.removeEventListener('change', this.#again);
    this.#watched = null;
  }

  /** Later calls put it off. */
  soon(files: () => readonly SourceText[], pause = PAUSE): void {
    clearTimeout(this.#timer);
    if (this.stopped) {
      this.known = false;
      return this.#host.requestUpdate();
    }
    this.checking = true;
    this.known = false;
    this.#turn += 1;
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#run(files(), turn), pause);
    this.#host.requestUpdate();
  }

  /** The sources are the site's again: nothing to say about them. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.checking = false;
    this.known = false;
    this.problem = null;
    this.#show([]);
  }

  /** Ends what the compiler does for this, a download too. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.checking = false;
    this.#abort?.abort();
    this.#host.requestUpdate();
  }

  again(files: () => readonly SourceText[]): void {
    this.stopped = false;
    this.problem = null;
    this.soon(files, 0);
  }

  /** What a build said of the same sources. */
  told({ diagnostics }: CompileAnswer): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.checking = false;
    this.known = true;
    this.problem = null;
    this.stopped = false;
    this.#show(diagnostics);
  }

  async watch(): Promise<SourceCompiler> {
    const compiler = await this.#compiler();
    if (compiler !== this.#watched) {
      this.#watched?.removeEventListener('change', this.#again);
      this.#watched = compiler;
      compiler.addEventListener('change', this.#again);
    }
    return compiler;
  }

  async #run(files: readonly SourceText[], turn: number): Promise<void> {
    try {
      const compiler = await this.watch();
      this.#abort = new AbortController();
      const answer = await compiler.check(files, this.#abort.signal);
      if (turn !== this.#turn || answer === null) return;
      this.told(answer);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.checking = false;
      this.problem = error instanceof Error ? error.message : 'The compiler stopped.';
      this.#host.requestUpdate();
    }
  }

  #show(diagnostics: SourceDiagnostic[]): void {
    this.diagnostics = diagnostics;
    this.#onAnswer();
    this.#host.requestUpdate();
  }
}
