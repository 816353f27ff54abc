// The foot of a project browser: what would be flashed and where to, the button, the stages, and what came of it.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { CompilerFailure } from '../../device/compiler/compile-job.ts';
import type { SourceDiagnostic } from '../../device/compiler/compile-job.ts';
import { actionButton } from './action-button.ts';
import type { StateLine } from './control-frame.ts';
import type { BoardFacts, CodePosition } from './board-facts.ts';
import { FlashFailure, FlashRun } from './flash-run.ts';
import { flashStages } from './flash-stages.ts';
import { FlashTarget } from './flash-target.ts';
import type { ProjectEdits } from './project-edits.ts';
import type { Session } from './session.ts';
import type { SourceCheck } from './source-check.ts';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export class FlashPanel implements ReactiveController {
  readonly #check: SourceCheck;
  readonly #run: FlashRun;
  readonly #target: FlashTarget;

  constructor(host: ReactiveControllerHost & HTMLElement, check: SourceCheck) {
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
    const { result, running, stages } = this.#run;
    const name = this.#target.nameOf(session);
    const still = 'The board still runs the build it has.';
    if (running)
      return { tone: 'busy', text: html`<strong>Flashing ${name}.</strong> ${stages?.find(({ state }) => state === 'now')?.word ?? ''}` };
    const crash = this.#target.crash(session);
    if (crash && !errors[0])
      return {
        tone: 'bad',
        text: html`<strong>${name} stopped.</strong> ${crash.text} Change the program or revert it, then flash again.`,
      };
    if (result?.ok) return { tone: 'done', text: html`<strong>${name} runs your build.</strong> Next: watch its events.` };
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
    return edits?.edited
      ? { tone: 'info', text: html`<strong>Your version is not flashed yet.</strong> Flash compiles it here and sends it to ${name}.` }
      : { tone: 'info', text: html`<strong>This is the build as it comes.</strong> Flash sends it to ${name}.` };
  }

  button(session: Session | null, edits: ProjectEdits | null, errors: readonly SourceDiagnostic[]): TemplateResult {
    const blocked = !session || this.#target.blocked(session) !== null || errors.length > 0;
    return actionButton({
      label: 'Flash',
      icon: 'flash',
      kind: 'primary',
      busy: this.#run.running,
      blockedBy: blocked ? 'state' : null,
      onClick: () => {
        if (session && edits) void this.#flash(session, edits);
      },
    });
  }

  async #flash(session: Session, edits: ProjectEdits): Promise<void> {
    const way = this.#target.way(session);
    if (!way) return;
    edits.save();
    await this.#run.run({ way, module: () => (edits.edited ? this.#build(edits) : this.#built(edits)) });
  }

  async #built(edits: ProjectEdits): Promise<{ bytes: Uint8Array; origin: string }> {
    return { bytes: await this.#target.builtImage(edits.project.name), origin: 'built before' };
  }

  async #build(edits: ProjectEdits): Promise<{ bytes: Uint8Array; origin: string }> {
    try {
      const compiler = await this.#check.watch();
      const answer = await compiler.build(edits.files);
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
