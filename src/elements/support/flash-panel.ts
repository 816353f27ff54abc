// The foot of a project browser: what would be flashed and where to, the button, the stages, and what came of it.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { CompilerFailure } from '../../device/compiler/compile-job.ts';
import type { CompilerState, SourceDiagnostic } from '../../device/compiler/compile-job.ts';
import { actionButton } from './action-button.ts';
import type { StateLine } from './control-frame.ts';
import type { BoardFacts, CodePosition } from './board-facts.ts';
import { FlashFailure, FlashRun } from './flash-run.ts';
import type { StageName } from './flash-run.ts';
import { flashStages } from './flash-stages.ts';
import { FlashTarget } from './flash-target.ts';
import type { ProjectEdits } from './project-edits.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';
import type { SourceCheck } from './source-check.ts';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const stageWords: Record<Exclude<StageName, 'compile'>, string> = {
  check: 'The page reads the module first.',
  send: 'The module is on its way.',
  restart: 'It restarts with the new build.',
};
const compilerWords: Record<CompilerState, string> = {
  idle: 'starting',
  loading: 'getting the compiler',
  preparing: 'preparing the compiler',
  ready: 'compiling',
  compiling: 'compiling',
  failed: 'stopped',
};

export class FlashPanel implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Bytes that a flash of an edited version would fetch first. */
  #download = 0;
  #asked = false;
  readonly #check: SourceCheck;
  readonly #run: FlashRun;
  readonly #target: FlashTarget;

  constructor(host: ReactiveControllerHost & HTMLElement, check: SourceCheck) {
    this.#host = host;
    this.#check = check;
    this.#run = new FlashRun(host);
    this.#target = new FlashTarget(host);
    host.addController(this);
  }

  hostConnected(): void {}

  /** The sources are others than those that were flashed. */
  forget(): void {
    this.#run.forget();
  }

  /** A flash is under way, with its own way to cancel it. */
  get running(): boolean {
    return this.#run.running;
  }

  /** The boards of the page, where one is shown beside this. */
  get facts(): BoardFacts | null {
    return this.#target.facts;
  }

  follow(): void {
    this.#target.follow().catch(() => {});
  }

  /** Between code and foot; `show` leads to a line where the firmware stopped. */
  stages(session: Session | null, show: (to: CodePosition) => void): TemplateResult {
    const crash = this.#target.crash(session);
    return html`${
      crash?.place
        ? html`<p class="notice">
            <span
              >It happened in <code>${crash.place.path}</code>, line
              ${crash.place.line}${crash.function ? html`, in <code>${crash.function}</code>` : ''}.</span
            >
            ${actionButton({ label: 'Show the line', icon: 'file', kind: 'quiet small', onClick: () => crash.place && show(crash.place) })}
          </p>`
        : nothing
    }
    ${session ? this.#target.choice(session, this.#run.running) : nothing} ${this.#run.stages ? flashStages(this.#run.stages) : nothing}`;
  }

  line(session: Session | null, edits: ProjectEdits | null, errors: readonly SourceDiagnostic[]): StateLine {
    const { result, now } = this.#run;
    const name = this.#target.nameOf(session);
    const still = 'The board still runs the build it has.';
    if (now)
      return {
        tone: 'busy',
        text:
          now.name === 'compile'
            ? html`<strong>Compiling your version.</strong> ${name} runs on meanwhile.`
            : html`<strong>Flashing ${name}.</strong> ${stageWords[now.name]}`,
      };
    const crash = this.#target.crash(session);
    if (crash && !errors[0])
      return {
        tone: 'bad',
        text: html`<strong>${name} stopped.</strong> ${crash.text} Change the program or revert it, then flash again.`,
      };
    if (result?.ok) return { tone: 'done', text: html`<strong>${name} runs your build.</strong> Next: watch its events.` };
    if (result && result.cancelled)
      return {
        tone: 'info',
        text: html`<strong>${result.sentence}</strong> ${
            result.stage === 'compile' || result.stage === 'check' ? still : 'The board may have it all the same: look at its light.'
          }`,
      };
    if (result) return { tone: 'bad', text: html`<strong>${result.sentence}</strong> ${result.stage === 'restart' ? '' : still}` };
    const first = errors[0];
    if (first)
      return {
        tone: 'bad',
        text: html`<strong>Fix line ${first.line}${first.path ? html` of <code>${baseName(first.path)}</code>` : ''} to flash.</strong>
          ${still}`,
      };
    const blocked = this.#target.blocked(session);
    if (blocked) return { tone: 'info', text: blocked };
    if (edits?.edited) this.#askDownload();
    return edits?.edited
      ? {
          tone: 'info',
          text: html`<strong>Your version is not flashed yet.</strong> Flash compiles it here and sends it to ${name}.
            ${
              this.#download > 0
                ? html`That gets the compiler first, once: <span class="num">${(this.#download / 1_000_000).toFixed(1)} MB</span>.`
                : nothing
            }`,
        }
      : { tone: 'info', text: html`<strong>This is the build as it comes.</strong> Flash sends it to ${name}.` };
  }

  button(session: Session | null, edits: ProjectEdits | null, errors: readonly SourceDiagnostic[]): TemplateResult {
    const blocked = !session || this.#target.blocked(session) !== null || errors.length > 0;
    return html`${
      this.#run.running ? actionButton({ label: 'Cancel', icon: 'close', about: 'flashing', onClick: () => this.#run.cancel() }) : nothing
    }${actionButton({
      label: 'Flash',
      icon: 'flash',
      kind: 'primary',
      busy: this.#run.running,
      blockedBy: blocked ? 'state' : null,
      onClick: () => {
        if (session && edits) void this.#flash(session, edits);
      },
    })}`;
  }

  async #flash(session: Session, edits: ProjectEdits): Promise<void> {
    const way = this.#target.way(session);
    if (!way) return;
    edits.save();
    await this.#run.run({ way, module: (signal, tell) => (edits.edited ? this.#build(edits, signal, tell) : this.#built(edits)) });
    // What came meanwhile is kept: the next flash may need less, or nothing.
    this.#asked = false;
  }

  /** Once, and only where a flash would compile. */
  #askDownload(): void {
    if (this.#asked) return;
    this.#asked = true;
    void import('../../device/compiler/compiler-files.ts')
      .then(({ compilerDownload }) => compilerDownload(siteBase()))
      // There is none, or no network: the flash says so.
      .catch(() => 0)
      .then((bytes) => {
        this.#download = bytes;
        this.#host.requestUpdate();
      });
  }

  async #built(edits: ProjectEdits): Promise<{ bytes: Uint8Array; origin: string }> {
    return { bytes: await this.#target.builtImage(edits.project.name), origin: 'built before' };
  }

  async #build(edits: ProjectEdits, signal: AbortSignal, tell: (word: string) => void): Promise<{ bytes: Uint8Array; origin: string }> {
    try {
      const compiler = await this.#check.watch();
      const word = (): void => tell(compilerWords[compiler.state]);
      word();
      compiler.addEventListener('change', word);
      const answer = await compiler.build(edits.files, signal).finally(() => compiler.removeEventListener('change', word));
      this.#check.told(answer);
      if (answer.module) return { bytes: answer.module, origin: `${(answer.took / 1000).toFixed(1)} s` };
      const first = answer.diagnostics.find(({ severity }) => severity === 'error');
      if (first?.path) throw new FlashFailure(`Fix line ${first.line} of ${baseName(first.path)} to flash.`);
      throw new FlashFailure(first?.message ?? 'The source does not compile.');
    } catch (error) {
      throw error instanceof CompilerFailure ? new FlashFailure(error.message) : error;
    }
  }
}
