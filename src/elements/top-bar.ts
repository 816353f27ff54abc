// The end of the top bar: cloud time where it matters, and the account.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { PocketElement } from './support/pocket-element.ts';
import { icon } from './support/icon.ts';
import type { Session } from './support/session.ts';

/** Draws into the page itself: the top bar is one row of one style sheet. */
export class TopBar extends PocketElement {
  static override properties = { clock: { type: Boolean }, accountOpen: { state: true } };
  /** Attribute `clock`: a page that works with time, as lessons do. */
  declare clock: boolean;
  declare accountOpen: boolean;

  constructor() {
    super();
    this.clock = false;
    this.accountOpen = false;
  }

  /** Time that does not run as usual explains what any page shows. */
  #withClock(session: Session | null): boolean {
    return session !== null && (this.clock || session.lesson !== null || (session.info?.time.rate ?? 1) !== 1);
  }

  protected override willUpdate(): void {
    if (this.#withClock(this.session)) void import('./cloud-time.ts');
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
    return html`${this.#withClock(session) ? html`<pocket-cloud-time></pocket-cloud-time>` : nothing}
      <button class="button quiet small account-button" type="button" popovertarget="account-panel">
        ${account?.signedIn ? html`${icon('user')}<span class="account" translate="no">${account.username}</span>` : html`<span>Sign in</span>`}
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
