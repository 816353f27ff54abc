// The way back after the page did something for the learner. When work of their own would go with it, it says which and asks.
import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { icon } from './icon.ts';
import { canUndo, madeSince, undo } from './lesson-undo.ts';
import type { Session } from './session.ts';

export class UndoButton {
  readonly #host: ReactiveControllerHost;
  readonly #say: (words: string) => void;
  /** Who was asked whether later work may go. */
  #asked: string | null = null;

  /** `say` tells what came of it, where it is read aloud. */
  constructor(host: ReactiveControllerHost, say: (words: string) => void) {
    this.#host = host;
    this.#say = say;
  }

  async #press(session: Session, owner: string, what: string): Promise<void> {
    if (session.busy('undo')) return;
    if (madeSince(session) !== '' && this.#asked !== owner) this.#asked = owner;
    else {
      this.#asked = null;
      await session.run('undo', () => undo(session));
      const problem = session.problem('undo');
      this.#say(problem ? `${problem.text} ${problem.next}` : `Undone: ${what}.`);
    }
    this.#host.requestUpdate();
  }

  #keep(): void {
    this.#asked = null;
    this.#host.requestUpdate();
  }

  /** Nothing while `owner` has nothing to take back. `what`: which step, or which start. */
  draw(session: Session, owner: string, what: string): TemplateResult | typeof nothing {
    if (!canUndo(session, owner)) return nothing;
    const asks = this.#asked === owner && madeSince(session) !== '';
    return html`${asks ? html`<span role="alert">What you made since goes too: ${madeSince(session)}.</span>` : nothing}<button
        class="button quiet small"
        type="button"
        aria-disabled=${session.busy('undo') ? 'true' : nothing}
        @click=${() => void this.#press(session, owner, what)}
      >
        ${icon('undo')}${asks ? 'Undo all of it' : 'Undo'}<span class="visually-hidden">: ${what}</span></button
      >${asks ? html`<button class="button quiet small" type="button" @click=${() => this.#keep()}>Keep it</button>` : nothing}`;
  }
}
