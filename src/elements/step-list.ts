// The rail: where every step stands, why, and "do it for me"; a closed disclosure on small windows.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { lessonProgress } from '../model/step-states.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
import { sessionFacts } from './support/session-facts.ts';
import { withCode } from './support/with-code.ts';
import './save-state.ts';
import type { LessonProgress } from '../model/step-states.ts';
import type { Lesson, Step, StepState, StepStatus } from '../model/lesson.ts';
import type { Session } from './support/session.ts';

/** How long "do it for me" waits for the control of its step to wake up, real ms. */
const WAKE = 5000;
/** How long a done step may take to show in the page, real ms. */
const HEARD = 3000;

const words: Readonly<Record<StepStatus, string>> = {
  locked: 'Locked',
  now: 'Now',
  todo: 'To do',
  done: '',
  undone: 'Undone',
  skipped: 'Optional',
};

/** Draws into the page itself: the rail belongs to the page's style sheet, and its static list has the same looks. */
export class StepList extends PocketElement {
  #release: (() => void) | null = null;
  #wide: MediaQueryList | null = null;
  #said = '';
  readonly #widthChanged = (): void => this.requestUpdate();
  readonly #feedChanged = (): void => this.requestUpdate();

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // On wide windows the disclosure is the rail and always open; its summary is not shown there.
    this.#wide = matchMedia('(min-width: 80rem)');
    this.#wide.addEventListener('change', this.#widthChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wide?.removeEventListener('change', this.#widthChanged);
  }

  protected override sessionArrived(session: Session): void {
    this.#release = session.feed.hold();
    session.feed.addEventListener('change', this.#feedChanged);
  }

  protected override sessionLeft(session: Session): void {
    this.#release?.();
    session.feed.removeEventListener('change', this.#feedChanged);
  }

  /** Steps once true are remembered, so that a reload resumes and an undone step can say so. */
  #progress(session: Session, lesson: Lesson): LessonProgress {
    const key = `reached/${lesson.slug}`;
    const kept = session.memory.read(key);
    const before = Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
    const progress = lessonProgress(lesson.steps, sessionFacts(session), new Set(before));
    if (progress.reached.length !== before.length) session.memory.write(key, progress.reached);
    return progress;
  }

  /** Goes to the step's control, so that everybody sees what happens, and lets the control do what its button does. */
  async #doIt(session: Session, step: Step): Promise<void> {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.getElementById(step.anchor)?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
    this.#said = '';
    await session.run(`step/${step.id}`, async () => {
      const action = session.actions.get(step.id) ?? (await this.#woken(session, step.id));
      if (!action) {
        this.#said = `Use the control of “${step.title}”: it cannot be done from here.`;
        return;
      }
      await action();
      // The control shows what went wrong; only what became true is said to be done.
      this.#said = (await this.#becomesDone(session, step))
        ? `Done for you: ${step.title}.`
        : `Not done: ${step.title}. Its control says why.`;
    });
  }

  /** The cloud's state decides, and the page hears of it a moment after the action. */
  async #becomesDone(session: Session, step: Step): Promise<boolean> {
    const { lesson } = session;
    const until = Date.now() + HEARD;
    while (lesson) {
      if (this.#progress(session, lesson).states.find(({ id }) => id === step.id)?.state === 'done') return true;
      if (Date.now() > until) break;
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

  #mark(state: StepStatus, number: number): unknown {
    if (state === 'done') return icon('check');
    if (state === 'undone') return icon('undo');
    if (state === 'locked') return icon('lock');
    if (state === 'skipped') return icon('dot');
    return number;
  }

  #why({ state, reason }: StepState, step: Step): TemplateResult | typeof nothing {
    if (!reason) return nothing;
    if (state === 'locked') return html`<p class="why">${withCode(reason.expected)}</p>`;
    const where = html`<a href=${reason.link}>Show where<span class="visually-hidden">: ${step.title}</span></a>`;
    if (state === 'now') return html`<p class="why">Not yet: ${withCode(reason.found)} ${where}</p>`;
    return html`<p class="why">${withCode(reason.found)} Needed: ${withCode(reason.expected)} ${where}</p>`;
  }

  #help(session: Session, step: Step, state: StepStatus): TemplateResult | typeof nothing {
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

  #step(session: Session, step: Step, one: StepState, number: number): TemplateResult {
    const { state } = one;
    const word = state === 'todo' && step.any_time ? 'Any time' : words[state];
    return html`<li data-step=${step.id} data-state=${state}>
      <a href="#${step.anchor}" aria-current=${state === 'now' ? 'step' : nothing}
        ><span class="mark">${this.#mark(state, number)}</span
        ><span class="what"
          >${step.title}${state === 'done' ? html`<span class="visually-hidden">, done</span>` : html` <em>${word}</em>`}</span
        ></a
      >
      ${this.#why(one, step)} ${this.#help(session, step, state)}
    </li>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const lesson = session?.lesson;
    if (!session || !lesson) return nothing;
    const { states, done, total } = this.#progress(session, lesson);
    const now = states.findIndex(({ state }) => state === 'now');
    const current = lesson.steps[now];
    return html`<details class="steps" ?open=${this.#wide?.matches ?? false}>
      <summary>
        <span class="steps-mark">${icon('chev')}</span>
        <span
          >${
            current
              ? html`<strong>Step <span class="num">${now + 1}</span> of <span class="num">${lesson.steps.length}</span></strong>
                  ${current.title}`
              : html`<strong>${done >= total ? 'All done' : 'Steps'}</strong>`
          }</span
        >
        <span class="steps-count num">${done} done</span>
      </summary>
      <div class="steps-body">
        <p class="steps-title">${lesson.title}</p>
        <p class="steps-meter">
          <label for="lesson-progress"><span class="num">${done}</span> of <span class="num">${total}</span> done</label>
          <progress id="lesson-progress" max=${total} .value=${done}></progress>
        </p>
        <ol class="steps-list">
          ${lesson.steps.map((step, index) => this.#step(session, step, states[index] ?? { id: step.id, state: 'todo' }, index + 1))}
        </ol>
        <div class="steps-foot"><pocket-save-state></pocket-save-state></div>
        <p class="visually-hidden" role="status">${this.#said}</p>
      </div>
    </details>`;
  }
}

customElements.define('pocket-step-list', StepList);
