// One flash, stage by stage: compile, check, send, restart (interface.md §8).
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { MODULE_PROBLEMS, readModule } from '../../model/firmware-module.ts';
import type { FirmwareModule } from '../../model/firmware-module.ts';

/** What runs on the virtual board (spec/virtual-device.md §6). */
export const VIRTUAL_PLATFORM = 3;

export type StageName = 'compile' | 'check' | 'send' | 'restart';

export interface Stage {
  name: StageName;
  state: 'waiting' | 'now' | 'done' | 'error';
  /** Under the name: what is going on, or what came of it. */
  word: string;
  /** Bytes; null where nobody counts. */
  progress: { done: number; total: number } | null;
}

/** Stops a flash; its message is a sentence for people. */
export class FlashFailure extends Error {
  override readonly name = 'FlashFailure';
}

/** How a module gets onto a board. Both throw `FlashFailure`, and end soon after `signal` was aborted. */
export interface FlashWay {
  send(module: Uint8Array, tell: (done: number, total: number) => void, signal: AbortSignal): Promise<void>;
  /** Resolves when the board runs the module. */
  restarted(module: FirmwareModule, signal: AbortSignal): Promise<void>;
}

export interface FlashPlan {
  /** The module, and in a few words where it comes from; `tell` says meanwhile what is going on. Throws `FlashFailure`. */
  module(signal: AbortSignal, tell: (word: string) => void): Promise<{ bytes: Uint8Array; origin: string }>;
  way: FlashWay;
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const fresh = (): Stage[] =>
  (['compile', 'check', 'send', 'restart'] as const).map((name) => ({ name, state: 'waiting', word: 'waiting', progress: null }));

/** What `work` comes to, or the signal's reason: whoever cancels does not wait for what goes on elsewhere. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
};

export class FlashRun implements ReactiveController {
  /** Null until the first flash. */
  stages: Stage[] | null = null;
  running = false;
  /** What came of the last flash. */
  result: { ok: true } | { ok: false; stage: StageName; sentence: string; cancelled: boolean } | null = null;
  #abort = new AbortController();
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** What is going on; null while nothing is. */
  get now(): Stage | null {
    return (this.running && this.stages?.find(({ state }) => state === 'now')) || null;
  }

  /** Ends it at any stage. A board that has the whole module restarts with it all the same. */
  cancel(): void {
    this.#abort.abort(new FlashFailure('You cancelled it.'));
  }

  /** True when the board runs the module. Never throws what is meant for people: that is in `result`. */
  async run({ module, way }: FlashPlan): Promise<boolean> {
    if (this.running) return false;
    this.stages = fresh();
    this.running = true;
    this.result = null;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    let stage: StageName = 'compile';
    const begin = (name: StageName, word: string): void => {
      signal.throwIfAborted();
      stage = name;
      this.#set(name, { state: 'now', word });
    };
    try {
      begin('compile', 'starting');
      const { bytes, origin } = await orAborted(
        module(signal, (word) => this.#set('compile', { word })),
        signal,
      );
      this.#set('compile', { state: 'done', word: origin });
      begin('check', 'reading');
      const known = this.#check(bytes);
      this.#set('check', { state: 'done', word: `${kib(bytes.length)}, ${known.hash.slice(0, 8)}` });
      begin('send', `0 of ${kib(bytes.length)}`);
      const tell = (done: number, total: number): void =>
        this.#set('send', { word: `${kib(done)} of ${kib(total)}`, progress: { done, total } });
      await orAborted(way.send(bytes, tell, signal), signal);
      this.#set('send', { state: 'done', word: kib(bytes.length), progress: null });
      begin('restart', 'restarting');
      await orAborted(way.restarted(known, signal), signal);
      this.#set('restart', { state: 'done', word: 'running' });
      this.result = { ok: true };
    } catch (error) {
      const cancelled = signal.aborted;
      const failure = cancelled ? (signal.reason as FlashFailure) : error;
      if (!(failure instanceof FlashFailure)) reportError(failure);
      const sentence = failure instanceof FlashFailure ? failure.message : 'The page made a mistake. Reload it; your edits are kept.';
      this.#set(stage, { state: 'error', word: cancelled ? 'cancelled' : 'stopped', progress: null });
      this.result = { ok: false, stage, sentence, cancelled };
    }
    this.running = false;
    this.#host.requestUpdate();
    return this.result.ok;
  }

  /** What was flashed is not what is shown any more. */
  forget(): void {
    if (this.running) return;
    this.stages = null;
    this.result = null;
  }

  #check(bytes: Uint8Array): FirmwareModule {
    const read = readModule(bytes);
    if (!read.ok) throw new FlashFailure(MODULE_PROBLEMS[read.problem]);
    if (read.module.platform_id !== VIRTUAL_PLATFORM) throw new FlashFailure('The module is not for the virtual board.');
    return read.module;
  }

  #set(name: StageName, change: Partial<Stage>): void {
    this.stages = (this.stages ?? fresh()).map((stage) => (stage.name === name ? { ...stage, ...change } : stage));
    this.#host.requestUpdate();
  }
}
