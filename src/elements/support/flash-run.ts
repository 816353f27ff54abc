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

/** How a module gets onto a board. Both throw `FlashFailure`. */
export interface FlashWay {
  send(module: Uint8Array, tell: (done: number, total: number) => void): Promise<void>;
  /** Resolves when the board runs the module. */
  restarted(module: FirmwareModule): Promise<void>;
}

export interface FlashPlan {
  /** The module, and in a few words where it comes from. Throws `FlashFailure`. */
  module(): Promise<{ bytes: Uint8Array; origin: string }>;
  way: FlashWay;
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const fresh = (): Stage[] =>
  (['compile', 'check', 'send', 'restart'] as const).map((name) => ({ name, state: 'waiting', word: 'waiting', progress: null }));

export class FlashRun implements ReactiveController {
  /** Null until the first flash. */
  stages: Stage[] | null = null;
  running = false;
  /** What came of the last flash. */
  result: { ok: true } | { ok: false; stage: StageName; sentence: string } | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** True when the board runs the module. Never throws what is meant for people: that is in `result`. */
  async run({ module, way }: FlashPlan): Promise<boolean> {
    if (this.running) return false;
    this.stages = fresh();
    this.running = true;
    this.result = null;
    let stage: StageName = 'compile';
    const begin = (name: StageName, word: string): void => {
      stage = name;
      this.#set(name, { state: 'now', word });
    };
    try {
      begin('compile', 'working');
      const { bytes, origin } = await module();
      this.#set('compile', { state: 'done', word: origin });
      begin('check', 'reading');
      const known = this.#check(bytes);
      this.#set('check', { state: 'done', word: `${kib(bytes.length)}, ${known.hash.slice(0, 8)}` });
      begin('send', `0 of ${kib(bytes.length)}`);
      await way.send(bytes, (done, total) => this.#set('send', { word: `${kib(done)} of ${kib(total)}`, progress: { done, total } }));
      this.#set('send', { state: 'done', word: kib(bytes.length), progress: null });
      begin('restart', 'restarting');
      await way.restarted(known);
      this.#set('restart', { state: 'done', word: 'running' });
      this.result = { ok: true };
    } catch (error) {
      if (!(error instanceof FlashFailure)) reportError(error);
      const sentence = error instanceof FlashFailure ? error.message : 'The page made a mistake. Reload it; your edits are kept.';
      this.#set(stage, { state: 'error', word: 'stopped', progress: null });
      this.result = { ok: false, stage, sentence };
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
