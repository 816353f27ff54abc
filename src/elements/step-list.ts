// The rail: where every step stands, why, and "do it for me"; a closed disclosure on small windows.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from './support/icon.ts';
import { keepProgress } from './support/keep-progress.ts';
import { lessonState } from './support/lesson-state.ts';
import { PocketElement } from './support/pocket-element.ts';
import { nextStep, stepWord } from './support/step-word.ts';
import { canUndo, undoable } from './support/lesson-undo.ts';
import { requestsOf, runStep, startOver, stepTask } from './support/take-step.ts';
import { UndoButton } from './support/undo-button.ts';
import { withCode } from './support/with-code.ts';
import './save-state.ts';
import type { LessonProgress } from '../model/step-states.ts';
import type { Step, StepState, StepStatus } from '../model/lesson.ts';
import type { Session } from './support/session.ts';

/** How long "do it for me" waits for the control of its step to wake up, real ms. */
const WAKE = 5000;
/** How long a done step may take to show in the page, real ms. */
const HEARD = 3000;

/** Names the start from nothing, for what is busy and what can be undone. */
const AGAIN = 'start-again';

/** Draws into the page itself: the rail belongs to the page's style sheet, and its static list has the same looks. */
export class StepList extends PocketElement {
  #release: (() => void) | null = null;
  #wide: MediaQueryList | null = null;
  #said = '';
  readonly #undo = new UndoButton(this, (words) => (this.#said = words));
  readonly #widthChanged = (): void => this.requestUpdate();
  readonly #feedChanged = (): void => this.requestUpdate();
  #had: { element: Element; step: string } | null = null;

  /** The address brings a state: the offer to open it stands above the text. */
  readonly #addressed = (): void => {
    if (!location.hash.startsWith('#state=') || document.querySelector('pocket-shared-state')) return;
    document.querySelector('main article')?.prepend(document.createElement('pocket-shared-state'));
    scrollTo({ top: 0 });
  };

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // On wide windows the disclosure is the rail and always open; its summary is not shown there.
    this.#wide = matchMedia('(min-width: 80rem)');
    this.#wide.addEventListener('change', this.#widthChanged);
    addEventListener('hashchange', this.#addressed);
    this.#addressed();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wide?.removeEventListener('change', this.#widthChanged);
    removeEventListener('hashchange', this.#addressed);
  }

  protected override sessionArrived(session: Session): void {
    this.#release = session.feed.hold();
    session.feed.addEventListener('change', this.#feedChanged);
  }

  protected override sessionLeft(session: Session): void {
    this.#release?.();
    session.feed.removeEventListener('change', this.#feedChanged);
  }

  protected override willUpdate(): void {
    const element = document.activeElement;
    const step = element && this.contains(element) ? element.closest<HTMLElement>('[data-step]')?.dataset['step'] : undefined;
    this.#had = element && step !== undefined ? { element, step } : null;
  }

  /** A button that did its work is gone: its step keeps the focus. */
  protected override updated(): void {
    if (!this.#had || this.#had.element.isConnected || document.activeElement !== document.body) return;
    this.querySelector<HTMLElement>(`[data-step="${CSS.escape(this.#had.step)}"] > a`)?.focus({ preventScroll: true });
  }

  /** On narrow windows the open list covers the text: whoever goes somewhere wants to see it. */
  #fold({ target }: Event): void {
    const leaves = target instanceof Element && target.closest('.steps-body')?.contains(target) && target.closest('a, .step-do button');
    const details = this.querySelector('details');
    if (!leaves || !details || this.#wide?.matches) return;
    details.open = false;
    if (target.closest('button')) this.querySelector('summary')?.focus({ preventScroll: true });
  }

  /** Goes to the step's control, so that everybody sees what happens, and lets the control do what its button does. */
  async #doIt(session: Session, step: Step): Promise<void> {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.getElementById(step.anchor)?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
    this.#said = '';
    await session.run(`step/${step.id}`, async () => {
      const action = session.actions.get(step.id) ?? (await this.#later(session, step));
      if (!action) {
        this.#said = `Use the control of “${step.title}”: it cannot be done from here.`;
        return;
      }
      await undoable(session, stepTask(step.id), action);
      // The control shows what went wrong; only what became true is said to be done.
      this.#said = (await this.#becomesDone(session, step))
        ? `Done for you: ${step.title}.`
        : `Not done: ${step.title}. Its control says why.`;
    });
  }

  /** The control knows the page best; where none wakes up, the lesson's own requests do it. */
  async #later(session: Session, step: Step): Promise<(() => Promise<void>) | undefined> {
    const asleep = document.querySelector('main article :not(:defined)') !== null;
    const woken = asleep || !step.do ? await this.#woken(session, step.id) : undefined;
    return woken ?? (step.do && ((): Promise<void> => runStep(session, step.id, requestsOf(step))));
  }

  /** The cloud's state decides, and the page hears of it a moment after the action. */
  async #becomesDone(session: Session, step: Step): Promise<boolean> {
    const until = Date.now() + HEARD;
    while (Date.now() < until) {
      if (lessonState(session)?.states.find(({ id }) => id === step.id)?.state === 'done') return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  #woken(session: Session, step: string): Promise<(() => Promise<void>) | undefined> {
    return new Promise((resolve) => {
      const look = (): void => {
        const action = session.actions.get(step);
        if (action) finish(action);
      };
      const finish = (action?: () => Promise<void>): void => {
        clearTimeout(timer);
        session.removeEventListener('change', look);
        resolve(action);
      };
      const timer = setTimeout(finish, WAKE);
      session.addEventListener('change', look);
    });
  }

  /** After a clean-up nothing is left of the lesson; before, only a new cloud has nothing of it. */
  async #startAgain(session: Session, closed: boolean): Promise<void> {
    if (closed) session.startAgain();
    else await startOver(session, AGAIN);
    this.#said = session.problem(AGAIN)?.text ?? 'Your progress is forgotten. The first step is open.';
    this.requestUpdate();
    scrollTo({ top: 0 });
    this.querySelector<HTMLElement>('.steps-list a')?.focus();
  }

  #again(session: Session, { done, closed }: LessonProgress): TemplateResult | typeof nothing {
    if (canUndo(session, AGAIN)) return html`<p>This lesson began anew. ${this.#undo.draw(session, AGAIN, 'start this lesson again')}</p>`;
    if (done === 0 || closed) return nothing;
    const busy = session.busy(AGAIN);
    return html`<details class="steps-again">
      <summary>Start again</summary>
      <p>Your cloud becomes a new one, and this lesson begins anew. What you made goes, until you undo it.</p>
      <button
        class="button small"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${() => void (busy || this.#startAgain(session, false))}
      >
        ${icon('refresh')}Start this lesson again
      </button>
    </details>`;
  }

  #mark(state: StepStatus, number: number | null): unknown {
    if (state === 'done') return icon('check');
    if (state === 'undone') return icon('undo');
    if (state === 'locked') return icon('lock');
    return number ?? icon('dot');
  }

  #why({ state, reason }: StepState, step: Step): TemplateResult | typeof nothing {
    if (!reason) return nothing;
    if (state === 'locked') return html`<p class="why">${withCode(reason.expected)}</p>`;
    const where = html`<a href=${reason.link}>Show where<span class="visually-hidden">: ${step.title}</span></a>`;
    if (state === 'now') return html`<p class="why">Not yet: ${withCode(reason.found)} ${where}</p>`;
    return html`<p class="why">${withCode(reason.found)} Needed: ${withCode(reason.expected)} ${where}</p>`;
  }

  #help(session: Session, step: Step, state: StepStatus): TemplateResult | typeof nothing {
    if (state === 'done' && canUndo(session, stepTask(step.id)))
      return html`<div class="step-do">${this.#undo.draw(session, stepTask(step.id), step.title)}</div>`;
    if (!step.check || (state !== 'now' && state !== 'undone')) return nothing;
    const busy = session.busy(`step/${step.id}`);
    const problem = session.problem(`step/${step.id}`);
    return html`<div class="step-do">
      <button class="button quiet small" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${() => this.#doIt(session, step)}>
        ${icon('play')}${busy ? 'Doing it…' : 'Do it for me'}<span class="visually-hidden">: ${step.title}</span>
      </button>
      ${problem ? html`<p class="why">${problem.text} ${problem.next}</p>` : nothing}
    </div>`;
  }

  #step(session: Session, step: Step, one: StepState, number: number | null): TemplateResult {
    const { state } = one;
    return html`<li data-step=${step.id} data-state=${state}>
      <a href="#${step.anchor}" aria-current=${state === 'now' ? 'step' : nothing}
        ><span class="mark">${this.#mark(state, number)}</span
        ><span class="what"
          >${step.title}${state === 'done' ? html`<span class="visually-hidden">, done</span>` : html` <em>${stepWord(step, state)}</em>`}</span
        ></a
      >
      ${this.#why(one, step)} ${this.#help(session, step, state)}
    </li>`;
  }

  /** Steps that count have numbers: as many as the progress says there are. */
  #numbers({ states }: LessonProgress, steps: readonly Step[]): (number | null)[] {
    let number = 0;
    return steps.map((step, index) => (step.optional || states[index]?.state === 'skipped' ? null : ++number));
  }

  #summary(progress: LessonProgress, steps: readonly Step[], numbers: (number | null)[]): TemplateResult {
    const now = nextStep(progress.states);
    if (now < 0) return html`<strong>${progress.done >= progress.total ? 'All done' : 'Steps'}</strong>`;
    return html`<strong>Step <span class="num">${numbers[now]}</span> of <span class="num">${progress.total}</span></strong>
      ${steps[now]?.title}`;
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const lesson = session?.lesson;
    const progress = session && lessonState(session);
    if (!session || !lesson || !progress) return nothing;
    const { states, done, total } = progress;
    const numbers = this.#numbers(progress, lesson.steps);
    keepProgress(session.memory, lesson, progress);
    const over = total > 0 && done >= total;
    return html`<details class="steps" ?open=${this.#wide?.matches ?? false} @click=${(event: Event) => this.#fold(event)}>
      <summary>
        <span class="steps-mark">${icon('chev')}</span>
        <span>${this.#summary(progress, lesson.steps, numbers)}</span>
        <span class="steps-count num">${done} done</span>
      </summary>
      <div class="steps-body">
        <p class="steps-title">${lesson.title}</p>
        <p class="steps-meter">
          <label for="lesson-progress"><span class="num">${done}</span> of <span class="num">${total}</span> steps done</label>
          <progress id="lesson-progress" max=${total} .value=${done}></progress>
        </p>
        <ol class="steps-list">
          ${lesson.steps.map((step, index) => this.#step(session, step, states[index] ?? { id: step.id, state: 'todo' }, numbers[index] ?? null))}
        </ol>
        ${
          over
            ? html`<div class="steps-over">
                <p><strong>You finished this lesson.</strong></p>
                ${
                  progress.closed
                    ? html`<button class="button small" type="button" @click=${() => void this.#startAgain(session, true)}>
                        ${icon('refresh')}Start again
                      </button>`
                    : nothing
                }
              </div>`
            : nothing
        }
        <div class="steps-foot">
          <pocket-save-state></pocket-save-state><pocket-state-link></pocket-state-link>${this.#again(session, progress)}
        </div>
        <p class="visually-hidden" role="status">${this.#said}</p>
      </div>
    </details>`;
  }
}

customElements.define('pocket-step-list', StepList);
