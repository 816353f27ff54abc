// <pocket-reset-password>: where a mailed link sets a new password, in the looks of the product it is for (spec/cloud-api.md §1.3).
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ApiError } from '../model/errors.ts';
import { isHexColor, readableOn } from '../model/readable-on.ts';
import type { ResetPage } from '../model/reset-page.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { errorText } from './support/error-text.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';

const TASK = 'reset-password';

type Page = ResetPage & { username: string };

export class ResetPassword extends PocketElement {
  static override styles = [
    controlStyles,
    css`
      .card {
        overflow: hidden;
        border: 1px solid var(--pocket-color-line);
        border-radius: var(--pocket-radius-medium);
        background: var(--pocket-color-surface);
      }
      .logo {
        padding: 1.25rem 1.5rem;
        background: var(--brand, var(--pocket-color-accent));
        color: var(--on-brand, var(--pocket-color-on-accent));
        font: 600 1.25rem / 1.75rem var(--pocket-font-text);
        overflow-wrap: anywhere;
      }
      .inside {
        display: grid;
        gap: 1rem;
        padding: 1.5rem;
      }
      h1 {
        font: 600 1.5rem / 2rem var(--pocket-font-text);
        overflow-wrap: anywhere;
      }
      form {
        display: grid;
        gap: 1rem;
      }
      .button.brand {
        justify-self: start;
        border-color: var(--pocket-color-line-control);
        background: var(--brand, var(--pocket-color-accent));
        color: var(--on-brand, var(--pocket-color-on-accent));
        font-weight: 600;
      }
      .button.brand:hover {
        background: var(--brand, var(--pocket-color-accent));
        color: var(--on-brand, var(--pocket-color-on-accent));
        text-decoration: underline;
      }
      .note {
        padding: 1rem 1.5rem;
        color: var(--pocket-color-text-muted);
        font: var(--pocket-text-small);
      }
    `,
  ];
  static override properties: PropertyDeclarations = { done: { state: true }, different: { state: true } };
  declare protected done: boolean;
  declare protected different: boolean;
  readonly #code = new URLSearchParams(location.search).get('code') ?? '';
  readonly #page = new LiveRead<Page>(this, [], async ({ cloud }) => {
    const page = await cloud.call<Page>('GET', `/pocket/password-reset/${encodeURIComponent(this.#code)}`, { token: false });
    this.#brand(page);
    return page;
  });

  constructor() {
    super();
    this.done = false;
    this.different = false;
  }

  protected override sessionArrived(session: Session): void {
    if (this.#code) this.#page.attach(session);
  }

  protected override sessionLeft(): void {
    this.#page.detach();
  }

  /** A maker's colour is a stranger's text: nothing but six hex digits reaches the style sheet. */
  #brand({ color, title }: Page): void {
    document.title = title;
    if (!isHexColor(color) || !this.shadowRoot) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { --brand: ${color}; --on-brand: ${readableOn(color)}; }`);
    this.shadowRoot.adoptedStyleSheets = [...this.shadowRoot.adoptedStyleSheets, sheet];
  }

  async #submit(event: SubmitEvent, session: Session): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const password = String(fields.get('password'));
    this.different = password !== String(fields.get('again'));
    if (this.different) return;
    await session.run(TASK, async () => {
      await session.cloud.call('POST', `/pocket/password-reset/${encodeURIComponent(this.#code)}`, { token: false, body: { password } });
      this.done = true;
    });
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const page = this.#page.value;
    const { error } = this.#page;
    if (session && page)
      return this.#card(
        page.logo_text,
        this.done
          ? this.#finished()
          : html`<h1>${page.title}: choose a new password</h1>
              ${this.#form(session, page)}`,
      );
    if (!this.#code || error instanceof ApiError)
      return this.#card(
        'Pocket Cloud',
        html`<h1>This link does not work</h1>
          <p>${this.#code ? 'It was used before, or it is older than an hour.' : 'Its code is missing.'} Ask for a new mail.</p>
          <p><a class="button" href="${siteBase()}mail/">Open the mailbox</a></p>`,
      );
    if (error || session?.state === 'failed')
      return this.#card(
        'Pocket Cloud',
        html`<h1>Set a new password</h1>
          ${problemLine(errorText(error))}`,
      );
    return this.#card('', html`<p class="empty" role="status">Looking up the link…</p>`);
  }

  #card(logo: string, inside: TemplateResult): TemplateResult {
    return html`<div class="card control">
      ${logo ? html`<p class="logo">${logo}</p>` : nothing}
      <div class="inside">${inside}</div>
      <p class="note">A page of the cloud in this browser. Use a password you use nowhere else.</p>
    </div>`;
  }

  #finished(): TemplateResult {
    return html`<h1>The new password is set</h1>
      <p role="status">Every token of the account has ended: sign in again with the new password.</p>
      <p><a class="button" href=${siteBase()}>Go to the front page</a></p>`;
  }

  #form(session: Session, { username }: Page): TemplateResult {
    const problem = session.problem(TASK);
    return html`<p>For <code>${username}</code>.</p>
      <form @submit=${(event: SubmitEvent) => void this.#submit(event, session)}>
        <input type="text" name="username" autocomplete="username" .value=${username} hidden />
        <label class="field"
          >New password
          <input type="password" name="password" required minlength="8" maxlength="200" autocomplete="new-password" aria-describedby="rule"
        /></label>
        <label class="field"
          >Once more
          <input
            type="password"
            name="again"
            required
            maxlength="200"
            autocomplete="new-password"
            aria-invalid=${this.different ? 'true' : nothing}
            aria-describedby=${this.different ? 'different' : nothing}
        /></label>
        <p class="muted" id="rule">At least 8 characters.</p>
        ${
          this.different
            ? html`<p class="problem" role="alert" id="different">
                ${icon('error')}<span><strong>The two differ.</strong> Type both again.</span>
              </p>`
            : nothing
        }
        ${problemLine(problem)}
        <button class="button brand" type="submit" aria-busy=${session.busy(TASK) ? 'true' : nothing}>Set the password</button>
      </form>`;
  }
}

customElements.define('pocket-reset-password', ResetPassword);
