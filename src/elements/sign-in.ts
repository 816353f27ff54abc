// Sign in: one click as the starter, as somebody else, or with a new account; and out again.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { controlHeading } from './support/control-heading.ts';
import { controlStyles } from './support/control-styles.ts';
import { FocusKeeper } from './support/focus-keeper.ts';
import { headingLevelFor } from './support/heading-level.ts';
import { icon } from './support/icon.ts';
import { pageLink } from './support/page-link.ts';
import { PocketElement } from './support/pocket-element.ts';
import { STARTER } from './support/account.ts';
import type { Session } from './support/session.ts';

/** How long a token lives, in seconds; the choices of the demo's own log-in. */
const lifetimes = [
  { seconds: 3600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 7_776_000, label: '90 days' },
] as const;

/** Registers the action of the step named by its `step` attribute: `sign-in` when absent, none when empty. */
export class SignIn extends PocketElement {
  static override styles = controlStyles;
  static override properties = { step: { type: String }, form: { state: true } };
  declare step: string;
  declare form: 'none' | 'other' | 'new';
  #withdraw: (() => void) | null = null;
  #level = 3;

  constructor() {
    super();
    this.step = 'sign-in';
    this.form = 'none';
    new FocusKeeper(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#level = headingLevelFor(this);
  }

  protected override sessionArrived(session: Session): void {
    if (this.step) this.#withdraw = session.offer(this.step, () => this.#starter());
  }

  protected override sessionLeft(): void {
    this.#withdraw?.();
  }

  async #starter(): Promise<void> {
    const { session } = this;
    await session?.run('sign-in', () => session.signIn());
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { session } = this;
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(fields.get(name) ?? '');
    await session?.run('sign-in', async () => {
      if (this.form === 'new') await session.cloud.createUser(text('username').trim(), text('password'));
      await session.signIn(text('username'), text('password'), Number(text('seconds')) || undefined);
      this.form = 'none';
    });
  }

  #open(form: 'other' | 'new'): void {
    this.form = this.form === form ? 'none' : form;
    this.session?.clearProblem('sign-in');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('input')?.focus());
  }

  #form(session: Session): TemplateResult {
    const make = this.form === 'new';
    return html`<form
      class="control-body"
      aria-label=${make ? 'New account' : 'Sign in'}
      @submit=${(event: SubmitEvent) => this.#submit(event)}
    >
      <div class="fields">
        <label class="field grow"
          >E-mail address
          <input type="email" name="username" required maxlength="254" autocomplete=${make ? 'off' : 'username'} />
        </label>
        <label class="field grow"
          >Password
          <input
            type="password"
            name="password"
            required
            minlength=${make ? 8 : 1}
            maxlength="200"
            autocomplete=${make ? 'new-password' : 'current-password'}
            aria-describedby="password-hint"
          />
        </label>
        <label class="field"
          >Token lasts
          <select name="seconds">
            ${lifetimes.map(({ seconds, label }) => html`<option value=${seconds} ?selected=${seconds === 7_776_000}>${label}</option>`)}
          </select>
        </label>
        <button class="button" type="submit" aria-busy=${session.busy('sign-in')}>${make ? 'Create account' : 'Sign in'}</button>
      </div>
      <p class="muted hint" id="password-hint">
        ${
          make
            ? 'It lives in this browser only. Use a password you use nowhere else.'
            : 'An account of this browser’s cloud, not of any real one.'
        }
      </p>
    </form>`;
  }

  override render(): TemplateResult {
    const { session } = this;
    const account = session?.account;
    const problem = session?.problem('sign-in');
    return html`<section
      class="control compact"
      aria-labelledby="title"
      data-state=${session ? (account?.signedIn ? 'done' : 'ready') : 'loading'}
    >
      <header class="control-head">
        ${controlHeading(this.#level, 'Sign in')}
        ${account?.signedIn ? html`<p class="badge good">${icon('check')}${this.step ? 'Done' : 'Signed in'}</p>` : html`<p class="badge">Optional</p>`}
        <p class="control-purpose">
          ${
            account?.signedIn
              ? 'Every call of this page carries your token.'
              : 'The page works without it: it uses the starter account of this browser. Sign in to see a token at work.'
          }
        </p>
      </header>
      ${session && this.form !== 'none' ? this.#form(session) : nothing}
      <footer class="control-foot">
        <div class="state" data-state=${problem ? 'bad' : account?.signedIn ? 'done' : 'ready'} role="status">
          ${icon(problem ? 'error' : account?.signedIn ? 'check' : 'info')}
          <span
            >${
              problem
                ? html`<strong>${problem.text}</strong> ${problem.next}`
                : account?.signedIn
                  ? html`<strong>You are <code>${account.username}</code>.</strong>
                      ${this.step ? html`Next: ${pageLink('pocket-select-device', 'choose a device')}.` : nothing}`
                  : html`The starter account is <code>${STARTER.username}</code> with the password <code>${STARTER.password}</code>.`
            }</span
          >
        </div>
        <div class="actions">
          ${
            account?.signedIn
              ? html`<button class="button quiet" type="button" @click=${() => session?.run('sign-out', () => session.signOut())}>
                    Sign out
                  </button>
                  <button class="button" type="button" aria-expanded=${this.form === 'other'} @click=${() => this.#open('other')}>
                    Switch account
                  </button>`
              : html`<button class="button quiet" type="button" aria-expanded=${this.form === 'new'} @click=${() => this.#open('new')}>
                    New account
                  </button>
                  <button class="button quiet" type="button" aria-expanded=${this.form === 'other'} @click=${() => this.#open('other')}>
                    Someone else
                  </button>
                  <button class="button" type="button" aria-disabled=${session ? nothing : 'true'} @click=${() => this.#starter()}>
                    ${icon('key')}Sign in with one click
                  </button>`
          }
        </div>
      </footer>
    </section>`;
  }
}

customElements.define('pocket-sign-in', SignIn);
