// <pocket-step step="create-webhook">: what a step wants, what was found, and every way to take it: by hand, done for you, by API.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { ApiCall } from '../model/api-call.ts';
import { parseCheck } from '../model/check.ts';
import { describeCheck, evaluateCheck } from '../model/evaluate-check.ts';
import type { CheckResult } from '../model/evaluate-check.ts';
import { fillRequest } from '../model/lesson-request.ts';
import type { LessonRequest } from '../model/lesson-request.ts';
import type { Step as LessonStep, StepStatus } from '../model/lesson.ts';
import { fillAll, fillNames } from '../model/names.ts';
import { readOpenApi } from '../model/read-openapi.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine, stateBadge } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { icon } from './support/icon.ts';
import { lessonNames } from './support/lesson-memory.ts';
import { lessonState } from './support/lesson-state.ts';
import { requestSnippets, requestTitle } from './support/request-snippets.ts';
import type { Session } from './support/session.ts';
import { sessionFacts } from './support/session-facts.ts';
import { requestsOf, runStep, startOver, stepTask } from './support/take-step.ts';
import { UndoButton } from './support/undo-button.ts';
import { withCode } from './support/with-code.ts';

export class Step extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .wanted {
        padding-inline-start: 0.75rem;
        border-inline-start: 3px solid var(--pocket-color-accent-line);
        overflow-wrap: anywhere;
      }
      .more + .more {
        margin-block-start: 0.25rem;
      }
      .more ol {
        display: grid;
        gap: 0.75rem;
        padding-block: 0.5rem;
      }
      .call-head,
      .half-title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        overflow-wrap: anywhere;
      }
      .calls > li + li {
        padding-block-start: 0.75rem;
        border-block-start: 1px solid var(--pocket-color-line);
      }
      .calls .codeview {
        max-block-size: 16rem;
      }
      .plan {
        list-style: decimal;
        padding-inline-start: 1.5rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { step: { type: String }, calls: { state: true }, open: { state: true } };
  /** Id of a step of the page's lesson. */
  declare step: string;
  declare protected calls: readonly ApiCall[];
  declare protected open: boolean;
  readonly #copy = new CopyController(this);
  /** What came of it shows in the control's own line. */
  readonly #undo = new UndoButton(this, () => {});
  #release: (() => void) | null = null;
  #offered: (() => void) | null = null;
  readonly #heard = (): void => this.requestUpdate();
  protected readonly controlTitle = 'This step';

  constructor() {
    super();
    this.step = '';
    this.calls = [];
    this.open = false;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#release = session.feed.hold();
    session.feed.addEventListener('change', this.#heard);
    const step = this.#step(session);
    if (step?.do) this.#offered = session.offer(this.step, () => runStep(session, step.id, requestsOf(step)));
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#release?.();
    this.#offered?.();
    session.feed.removeEventListener('change', this.#heard);
  }

  #step(session: Session): LessonStep | undefined {
    return session.lesson?.steps.find(({ id }) => id === this.step);
  }

  get #task(): string {
    return stepTask(this.step);
  }

  /** A new cloud in which the steps before this one are done. */
  #afresh(session: Session, step: LessonStep): Promise<void> {
    const steps = session.lesson?.steps ?? [];
    return startOver(session, this.#task, steps.slice(0, steps.indexOf(step)).flatMap(requestsOf));
  }

  /** As in the rail: steps that one may leave out have none. */
  #number(session: Session, step: LessonStep): number {
    const steps = session.lesson?.steps ?? [];
    return steps.slice(0, steps.indexOf(step) + 1).filter(({ optional }) => !optional).length;
  }

  #result(session: Session, step: LessonStep): CheckResult | null {
    return step.check === undefined ? null : evaluateCheck(parseCheck(step.check), sessionFacts(session));
  }

  /** Commands in other languages need the list of calls; nobody pays for it who does not look. */
  async #opened(session: Session, open: boolean): Promise<void> {
    this.open = open;
    if (!open || this.calls.length > 0) return;
    await session.run(`${this.#task}/calls`, async () => {
      const document = await session.cloud.call<unknown>('GET', '/openapi.json', { token: false });
      this.calls = readOpenApi(document).flatMap(({ calls }) => calls);
    });
  }

  protected draw(session: Session): TemplateResult {
    const step = this.#step(session);
    if (!step)
      return this.frame({ state: 'error', body: html`<div class="control-body"><p>This page has no step ${this.step}.</p></div>` });
    const result = this.#result(session, step);
    const state = lessonState(session)?.states.find(({ id }) => id === step.id)?.state;
    const done = state === 'done';
    const names = lessonNames(session);
    const wanted = step.expects ? fillNames(step.expects, names) : step.check ? describeCheck(fillAll(parseCheck(step.check), names)) : '';
    const busy = session.busy(this.#task);
    return this.frame({
      title: html`${step.optional ? nothing : html`<span class="muted">Step ${this.#number(session, step)}</span> `}${step.title}`,
      state: done ? 'done' : 'ready',
      badge: state === 'done' || state === 'undone' || state === 'locked' ? stateBadge(state) : step.optional ? badge('Optional') : nothing,
      said: this.#copy.said,
      body: html`<div class="control-body">
        <p class="wanted">${withCode(wanted)}</p>
        ${step.do ? this.#plan(step.do.map((request) => fillRequest(request, names))) : nothing} ${this.#again(session, step, busy)}
        ${
          step.do
            ? this.#elsewhere(
                session,
                step.do.map((request) => fillRequest(request, names)),
                step.do,
                busy,
              )
            : nothing
        }
        ${problemLine(session.problem(this.#task))}
      </div>`,
      line: this.#line(session, result, state),
      actions: html`${this.#undo.draw(session, this.#task, step.title)}
      ${step.start ? actionButton({ label: done ? 'Set it up again' : 'Set it up', icon: 'refresh', busy, onClick: () => void runStep(session, step.id, step.start ?? []) }) : nothing}
      ${step.do && !done ? actionButton({ label: 'Do it for me', icon: 'play', kind: step.start ? 'quiet' : '', busy, about: step.title, onClick: () => void runStep(session, step.id, requestsOf(step)) }) : nothing}`,
    });
  }

  #line(session: Session, result: CheckResult | null, state: StepStatus | undefined): StateLine | null {
    if (session.state === 'away')
      return { tone: 'busy', text: html`<strong>Your cloud is away.</strong> It comes back by itself; nothing you did is lost.` };
    if (!result) return null;
    if (state === 'done' && !result.ok)
      return { tone: 'done', text: html`<strong>It was so.</strong> A later step may have changed it on purpose.` };
    if (result.ok === null) return { tone: 'busy', text: 'Asking the cloud…' };
    // True by chance, as “nothing waits” is before anything was sent.
    if (result.ok && state === 'locked')
      return { tone: 'locked', text: html`<strong>Not its turn yet.</strong> ${withCode(result.found)}` };
    if (result.ok) return { tone: 'done', text: html`<strong>That is it.</strong> ${withCode(result.found)}` };
    return { tone: 'info', text: html`<strong>Not yet.</strong> ${withCode(result.found)}` };
  }

  #plan(requests: readonly LessonRequest[]): TemplateResult {
    return html`<details class="more">
      <summary>${icon('chev')}What “Do it for me” does</summary>
      <ol class="plan">
        ${requests.map((request) => html`<li>${requestTitle(request)}</li>`)}
      </ol>
      <p class="muted">Undo takes all of it back: the whole cloud stands as it did before.</p>
    </details>`;
  }

  #again(session: Session, step: LessonStep, busy: boolean): TemplateResult {
    return html`<details class="more">
      <summary>${icon('chev')}Start this step afresh</summary>
      <p class="muted">
        Your cloud becomes a new one in which the steps before this are done. What you made in it goes, until you undo it.
      </p>
      <p>
        ${actionButton({ label: 'Start this step afresh', icon: 'refresh', kind: 'small', busy, about: step.title, onClick: () => void this.#afresh(session, step) })}
      </p>
    </details>`;
  }

  #elsewhere(session: Session, requests: readonly LessonRequest[], written: readonly LessonRequest[], busy: boolean): TemplateResult {
    const open = (event: Event): void => void this.#opened(session, (event.target as HTMLDetailsElement).open);
    return html`<details class="more" @toggle=${open}>
      <summary>${icon('chev')}The same by API</summary>
      ${
        this.open
          ? requestSnippets({
              requests,
              calls: this.calls,
              copy: this.#copy,
              busy,
              run: (_request, at) => void runStep(session, this.step, written.slice(at, at + 1)),
            })
          : nothing
      }
    </details>`;
  }
}

customElements.define('pocket-step', Step);
