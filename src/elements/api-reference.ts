// <pocket-api-reference>: every call of this cloud, by group, with a filter; each opens into its own form.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ApiCall, ApiGroup } from '../model/api-call.ts';
import { matchesFilter, readOpenApi } from '../model/read-openapi.ts';
import './api-call.ts';
import { actionButton } from './support/action-button.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { errorText } from './support/error-text.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { PocketElement } from './support/pocket-element.ts';
import { referenceStyles } from './support/reference-styles.ts';
import type { Session } from './support/session.ts';

const anchorOf = (tag: string): string => tag.toLowerCase().replace(/\W+/g, '-');

export class ApiReference extends PocketElement {
  static override styles = [controlStyles, referenceStyles];
  static override properties: PropertyDeclarations = { filter: { state: true }, open: { state: true }, reveal: { state: true } };
  declare protected filter: string;
  /** Ids of calls that were opened: their forms stay as they are when they are closed. */
  declare protected open: ReadonlySet<string>;
  declare protected reveal: boolean;
  readonly #copy = new CopyController(this);
  readonly #groups = new LiveRead<ApiGroup[]>(this, [], async (session) => {
    const groups = readOpenApi(await session.cloud.call<unknown>('GET', '/openapi.json', { token: false }));
    // The commands name the token, so there should be one.
    void session.ensureToken().catch(() => {});
    return groups;
  });
  #followed = false;
  readonly #follow = (): void => void this.#goTo(decodeURIComponent(location.hash.slice(1)));

  constructor() {
    super();
    this.filter = '';
    this.open = new Set();
    this.reveal = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
  }

  protected override sessionArrived(session: Session): void {
    this.#groups.attach(session);
  }

  protected override sessionLeft(): void {
    this.#groups.detach();
  }

  /** The calls are there for the first time: the address may name one of them. */
  protected override updated(): void {
    if (this.#followed || !this.#groups.value) return;
    this.#followed = true;
    this.#follow();
  }

  /** Opens and shows the call or the group that the address names. */
  async #goTo(anchor: string): Promise<void> {
    const group = this.#groups.value?.find(({ tag, calls }) => anchorOf(tag) === anchor || calls.some(({ id }) => id === anchor));
    if (!group) return;
    if (anchorOf(group.tag) !== anchor) this.open = new Set([...this.open, anchor]);
    this.filter = '';
    await this.updateComplete;
    const target = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`);
    if (target instanceof HTMLDetailsElement) target.open = true;
    target?.scrollIntoView({ block: 'start' });
    target?.querySelector<HTMLElement>('summary')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const groups = this.#groups.value;
    if (!session || !groups)
      return this.#groups.error || session?.state === 'failed'
        ? html`${problemLine(errorText(this.#groups.error))}
          ${actionButton({ label: 'Read the calls again', icon: 'refresh', onClick: () => this.#groups.again() })}`
        : html`<p class="empty" role="status">Reading the calls of your cloud…</p>`;
    const all = groups.flatMap(({ calls }) => calls).length;
    const shown = groups
      .map(({ tag, calls }) => ({ tag, calls: calls.filter((call) => matchesFilter(call, this.filter.trim())) }))
      .filter(({ calls }) => calls.length > 0);
    const count = shown.flatMap(({ calls }) => calls).length;
    return html`${this.#tools(session, count === all ? `${all} calls` : `${count} of ${all} calls`)}
      <div class="columns">
        <nav class="groups" aria-label="Groups of calls">
          <ul>
            ${shown.map(
              ({ tag, calls }) =>
                html`<li>
                  <a href="#${anchorOf(tag)}" @click=${() => void this.#goTo(anchorOf(tag))}
                    >${tag}<span class="num muted">${calls.length}</span></a
                  >
                </li>`,
            )}
          </ul>
        </nav>
        <div class="list">
          ${
            count === 0
              ? html`<p class="empty">
                  No call has all of these words. ${actionButton({ label: 'Show all', kind: 'small', onClick: () => (this.filter = '') })}
                </p>`
              : shown.map((group) => this.#group(group))
          }
        </div>
      </div>
      <p class="visually-hidden" role="status">${this.#copy.said}</p>`;
  }

  #tools({ account }: Session, count: string): TemplateResult {
    const token = account.token;
    return html`<div class="tools">
      <form role="search" aria-label="Calls" @submit=${(event: Event) => event.preventDefault()}>
        <label class="field"
          >Filter
          <input
            type="search"
            placeholder="publish, webhooks, DELETE"
            autocomplete="off"
            spellcheck="false"
            maxlength="80"
            .value=${live(this.filter)}
            @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}
        /></label>
        <p class="num muted" role="status">${count}</p>
      </form>
      <div class="token">
        <p>
          ${icon('key')}<span
            >Calls carry the token of
            <code>${account.username}</code>${token ? html`, <code>••••${token.slice(-4)}</code>` : nothing}.</span
          >
        </p>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.reveal}
            @change=${(event: Event) => (this.reveal = (event.target as HTMLInputElement).checked)}
          />
          Write it into the commands</label
        >
        ${token ? this.#copy.button('token', 'Copy the token', () => token) : nothing}
      </div>
    </div>`;
  }

  #group({ tag, calls }: ApiGroup): TemplateResult {
    const anchor = anchorOf(tag);
    return html`<section id=${anchor} aria-labelledby="${anchor}-title">
      <h2 id="${anchor}-title">${tag}</h2>
      ${calls.map((call) => this.#call(call))}
    </section>`;
  }

  #call(call: ApiCall): TemplateResult {
    return html`<details
      class="call"
      id=${call.id}
      @toggle=${(event: Event) => {
        if ((event.target as HTMLDetailsElement).open) this.open = new Set([...this.open, call.id]);
      }}
    >
      <summary>
        <span class="method">${call.method}</span><code class="path">${call.path}</code
        ><span class="summary">${call.summary}</span>${icon('chev')}
      </summary>
      ${this.open.has(call.id) ? html`<pocket-api-call .call=${call} ?reveal=${this.reveal}></pocket-api-call>` : nothing}
    </details>`;
  }
}

customElements.define('pocket-api-reference', ApiReference);
