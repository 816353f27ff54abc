// The end of the top bar: cloud time on lessons, and the account.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { PocketElement } from './support/pocket-element.ts';
import { icon } from './support/icon.ts';
import type { Session } from './support/session.ts';

/** Draws into the page itself: the top bar is one row of one style sheet. */
export class TopBar extends PocketElement {
  static override properties = { accountOpen: { state: true } };
  declare accountOpen: boolean;

  constructor() {
    super();
    this.accountOpen = false;
  }

  /** Only lessons show the clock of the cloud. */
  protected override sessionArrived({ lesson }: Session): void {
    if (lesson) void import('./cloud-time.ts');
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  /** Signing in is rarely needed: its code comes with the first click. */
  async #toggleAccount(event: ToggleEvent): Promise<void> {
    this.accountOpen = event.newState === 'open';
    if (this.accountOpen) await import('./sign-in.ts');
  }

  override render(): TemplateResult {
    const { session } = this;
    const account = session?.account;
    return html`${session?.lesson ? html`<pocket-cloud-time></pocket-cloud-time>` : nothing}
      <button class="button quiet small account-button" type="button" popovertarget="account-panel">
        ${account?.signedIn ? html`${icon('user')}<span class="account">${account.username}</span>` : html`<span>Sign in</span>`}
      </button>
      <div
        id="account-panel"
        class="account-panel"
        popover
        role="dialog"
        aria-label="Account"
        @toggle=${(event: ToggleEvent) => this.#toggleAccount(event)}
      >
        ${this.accountOpen ? html`<pocket-sign-in step=""></pocket-sign-in>` : nothing}
      </div>`;
  }
}

customElements.define('pocket-top-bar', TopBar);
