// <pocket-progress>: how far the visitor is in all lessons, and a start from nothing that can be taken back. Draws nothing before a lesson was begun.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { STARTER } from './support/account.ts';
import { icon } from './support/icon.ts';
import { PROGRESS_KEY, readProgress } from './support/kept-progress.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';

const TASK = 'all-lessons-again';

const lessonsOfPage = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-lesson]')].map((card) => card.dataset['lesson'] ?? '');

export class Progress extends PocketElement {
  static override properties: PropertyDeclarations = { over: { state: true } };
  /** All began anew, and the way back is open. */
  declare protected over: boolean;
  #said = '';

  constructor() {
    super();
    this.over = false;
  }

  /** Its looks are the page's. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  /** The front page shows this and most visitors never press it: what it does is loaded then. */
  async #startOver(session: Session): Promise<void> {
    await session.run(TASK, async () => {
      const [{ startOver }, { memoryKeys }] = await Promise.all([import('./support/take-step.ts'), import('./support/lesson-memory.ts')]);
      const users = new Set([STARTER.username, session.account.username]);
      const slugs = new Set([...lessonsOfPage(), ...readProgress(session.memory).map(({ slug }) => slug)]);
      const keys = [...slugs].flatMap((slug) => [...users].flatMap((user) => memoryKeys({ slug }, user)));
      await startOver(session, `${TASK}/cloud`, [], [PROGRESS_KEY, ...new Set(keys)]);
      this.over = session.problem(`${TASK}/cloud`) === null;
    });
    const problem = session.problem(TASK) ?? session.problem(`${TASK}/cloud`);
    this.#said = problem ? `${problem.text} ${problem.next}` : 'Every lesson is new.';
    this.requestUpdate();
  }

  async #undo(session: Session): Promise<void> {
    await session.run(TASK, async () => (await import('./support/lesson-undo.ts')).undo(session));
    const problem = session.problem(TASK);
    this.over = problem !== null;
    this.#said = problem ? `${problem.text} ${problem.next}` : 'Your work is back.';
    this.requestUpdate();
  }

  #button(session: Session, label: string, name: 'undo' | 'refresh', act: () => Promise<void>): TemplateResult {
    const busy = session.busy(TASK);
    return html`<button class="button small" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${() => void (busy || act())}>
      ${icon(name)}${label}
    </button>`;
  }

  #draw(session: Session): TemplateResult | typeof nothing {
    if (this.over)
      return html`<p>Every lesson is new, and so is your cloud. Until you leave this page, you can have the old one back.</p>
        ${this.#button(session, 'Undo', 'undo', () => this.#undo(session))}`;
    const kept = readProgress(session.memory);
    if (kept.length === 0) return nothing;
    const over = kept.filter(({ step }) => step === null).length;
    const all = lessonsOfPage().length;
    return html`<p>You have begun ${kept.length} of ${all} lessons and finished ${over}. It is kept in this browser.</p>
      <details>
        <summary>Start all lessons again</summary>
        <p>Every lesson is new then, in a new cloud. What you made goes, until you undo it.</p>
        ${this.#button(session, 'Start all lessons again', 'refresh', () => this.#startOver(session))}
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
