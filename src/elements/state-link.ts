// <pocket-state-link>: copies an address that brings this cloud, and the place in the lesson, to whoever opens it.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { baseStyles } from './support/base-styles.ts';
import { reachedKey } from './support/choice.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';

const COPY = 'state-link';

export class StateLink extends PocketElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        font: var(--pocket-text-small);
      }
      .button {
        margin-inline-start: -0.625rem;
      }
      input {
        inline-size: 100%;
        min-block-size: 2rem;
        border: 1px solid var(--pocket-color-line-control);
        border-radius: var(--pocket-radius-small);
        padding-inline: 0.5rem;
        background: var(--pocket-color-surface);
        color: var(--pocket-color-text);
        font: inherit;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { made: { state: true } };
  /** What the last click came to. `address`: where the browser did not let us copy it. */
  declare protected made: { size: number; outcome: 'copied' | 'large' | 'address'; address: string } | null;

  constructor() {
    super();
    this.made = null;
  }

  async #copy(): Promise<void> {
    const { session } = this;
    await session?.run(COPY, async () => {
      const [{ MOST_CHARACTERS, packState }, { carriedMemory }] = await Promise.all([
        import('./support/state-link.ts'),
        import('./support/lesson-memory.ts'),
      ]);
      const { account, choice, lesson, memory } = session;
      const reached = memory.read(reachedKey(lesson, account.username));
      const file = await session.cloud.exportCloud();
      const fragment = await packState({ username: account.username, choice, reached, ...carriedMemory(session), file });
      const address = `${location.origin}${location.pathname}${fragment}`;
      const size = Math.ceil(fragment.length / 1000);
      if (fragment.length > MOST_CHARACTERS) return void (this.made = { size, outcome: 'large', address: '' });
      try {
        await navigator.clipboard.writeText(address);
        this.made = { size, outcome: 'copied', address };
      } catch {
        this.made = { size, outcome: 'address', address };
      }
    });
  }

  async #save(): Promise<void> {
    const { session } = this;
    await session?.run(COPY, async () => {
      const { saveFile } = await import('./support/save-file.ts');
      saveFile('pocket-cloud.json', 'application/json', JSON.stringify(await session.cloud.exportCloud()));
    });
  }

  #said(): TemplateResult | typeof nothing {
    const { made, session } = this;
    const problem = session?.problem(COPY);
    if (problem) return html`${problem.text} ${problem.next}`;
    if (!made) return nothing;
    if (made.outcome === 'large') return html`This cloud is too large for a link: ${made.size},000 characters.`;
    const about = html`It carries this cloud, its accounts and webhook settings too. Whoever opens it is asked before anything is replaced.`;
    return made.outcome === 'copied' ? html`Copied. ${about}` : html`Copy it from here. ${about}`;
  }

  override render(): TemplateResult | typeof nothing {
    const { session, made } = this;
    if (session?.state !== 'open') return nothing;
    return html`<button
        class="button quiet small"
        type="button"
        aria-disabled=${session.busy(COPY) ? 'true' : nothing}
        @click=${() => this.#copy()}
      >
        ${icon('copy')}Copy a link to this state
      </button>
      <p role="status">${this.#said()}</p>
      ${made?.outcome === 'address' ? html`<input aria-label="Link to this state" readonly .value=${made.address} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />` : nothing}
      ${
        made?.outcome === 'large'
          ? html`<button class="button quiet small" type="button" @click=${() => this.#save()}>
              ${icon('download')}Save it as a file
            </button>`
          : nothing
      }`;
  }
}

customElements.define('pocket-state-link', StateLink);
