// <pocket-progress>: how far the visitor is in all lessons, and a start from nothing that can be taken back. Draws nothing before a lesson was begun.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { STARTER } from './support/account.ts';
import { icon } from './support/icon.ts';
import { PROGRESS_KEY, readProgress } from './support/kept-progress.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';
import type { UndoButton } from './support/undo-button.ts';

const TASK = 'all-lessons-again';

const HEADING = html`<div class="path-head"><h2>Your progress</h2></div>`;

const lessonsOfPage = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-lesson]')].map((card) => card.dataset['lesson'] ?? '');

export class Progress extends PocketElement {
  static override properties: PropertyDeclarations = { over: { state: true } };
  /** All began anew: the way back, loaded with what began it. */
  declare protected over: UndoButton | null;
  #said = '';

  constructor() {
    super();
    this.over = null;
  }

  /** Its looks are the page's. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  /** The front page shows this and most visitors never press it: what it does is loaded then. */
  async #startOver(session: Session): Promise<void> {
    await session.run(TASK, async () => {
      const [{ startOver }, { memoryKeys }, { UndoButton: Way }] = await Promise.all([
        import('./support/take-step.ts'),
        import('./support/lesson-memory.ts'),
        import('./support/undo-button.ts'),
      ]);
      const users = new Set([STARTER.username, session.account.username]);
      const slugs = new Set([...lessonsOfPage(), ...readProgress(session.memory).map(({ slug }) => slug)]);
      const keys = [...slugs].flatMap((slug) => [...users].flatMap((user) => memoryKeys({ slug }, user)));
      await startOver(session, `${TASK}/cloud`, [], [PROGRESS_KEY, ...new Set(keys)]);
      if (session.problem(`${TASK}/cloud`)) return;
      this.over = new Way(this, (words) => (this.#said = words));
    });
    const problem = session.problem(TASK) ?? session.problem(`${TASK}/cloud`);
    this.#said = problem ? `${problem.text} ${problem.next}` : 'Every lesson is new.';
    this.requestUpdate();
  }

  #button(session: Session): TemplateResult {
    const busy = session.busy(TASK);
    return html`<button
      class="button small"
      type="button"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => void (busy || this.#startOver(session))}
    >
      ${icon('refresh')}Start all lessons again
    </button>`;
  }

  #draw(session: Session): TemplateResult | typeof nothing {
    const back = this.over?.draw(session, `${TASK}/cloud`, 'start all lessons again') ?? nothing;
    if (back !== nothing)
      return html`${HEADING}
        <p>Every lesson is new, and so is your cloud. Until you leave this page, you can have the old one back.</p>
        <p>${back}</p>`;
    const kept = readProgress(session.memory);
    if (kept.length === 0) return nothing;
    const over = kept.filter(({ step }) => step === null).length;
    const all = lessonsOfPage().length;
    return html`${HEADING}
      <p>You have begun ${kept.length} of ${all} lessons and finished ${over}. It is kept in this browser.</p>
      <details>
        <summary>Start all lessons again</summary>
        <p>Every lesson is new then, in a new cloud. What you made goes, until you undo it.</p>
        ${this.#button(session)}
      </details>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session || session.state === 'opening') return nothing;
    return html`${this.#draw(session)}
      <p class="visually-hidden" role="status">${this.#said}</p>`;
  }
}

customElements.define('pocket-progress', Progress);
