// <pocket-allowed-hosts>: hosts of the real internet that webhooks may call, by name.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { actionButton } from './support/action-button.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { icon } from './support/icon.ts';
import { isFramed } from './support/is-framed.ts';
import { LiveRead } from './support/live-read.ts';
import { PocketElement } from './support/pocket-element.ts';
import { siteBase } from './support/site-base.ts';
import type { Session } from './support/session.ts';

const TASK = 'allowed-hosts';

/** `https://Example.com/x` and `example.com/x` → `example.com`; null when there is no host name in it, as the cloud reads one. */
const hostFrom = (text: string): string | null => {
  const trimmed = text.trim();
  const address = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host) ? host : null;
};

export class AllowedHosts extends PocketElement {
  static override styles = [
    controlStyles,
    css`
      details {
        padding: 0.5rem 1.25rem;
        border-block-start: 1px solid var(--pocket-color-line);
      }
      /* Not inside another control: a card of its own. */
      :host(.alone) details {
        border: 1px solid var(--pocket-color-line);
        border-radius: var(--pocket-radius-medium);
        background: var(--pocket-color-surface);
      }
      summary {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 2rem;
        color: var(--pocket-color-accent);
        font-weight: 500;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
        margin-block-start: 0.75rem;
      }
      form .field {
        flex: 1 1 14rem;
      }
      ul {
        display: grid;
        gap: 0.25rem;
        margin-block-start: 0.5rem;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { text: { state: true }, wrong: { state: true } };
  declare protected text: string;
  /** What was typed is no host name. */
  declare protected wrong: boolean;
  readonly #settings = new LiveRead(this, ['settings'], ({ cloud }) => cloud.settings());

  constructor() {
    super();
    this.text = '';
    this.wrong = false;
  }

  protected override sessionArrived(session: Session): void {
    this.#settings.attach(session);
  }

  protected override sessionLeft(): void {
    this.#settings.detach();
  }

  async #set(session: Session, hosts: string[]): Promise<void> {
    await session.run(TASK, async () => {
      await session.cloud.setSettings({ allowed_hosts: hosts });
      this.text = '';
      this.#settings.again();
    });
  }

  #form(session: Session, hosts: string[]): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        const host = hostFrom(this.text);
        this.wrong = host === null;
        if (host === null) this.renderRoot.querySelector<HTMLElement>('#host')?.focus();
        else void this.#set(session, [...hosts, host]);
      }}
    >
      <p class="field">
        <label for="host">Host name</label
        ><input
          id="host"
          type="text"
          required
          maxlength="253"
          spellcheck="false"
          autocomplete="off"
          placeholder="api.example.com"
          aria-invalid=${this.wrong ? 'true' : nothing}
          aria-describedby=${this.wrong ? 'host-wrong' : nothing}
          .value=${this.text}
          @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
            this.wrong = false;
            session.clearProblem(TASK);
          }}
        />
      </p>
      <button class="button" aria-busy=${session.busy(TASK) ? 'true' : nothing}>Allow host</button>
      ${this.wrong ? html`<p class="problem" id="host-wrong" role="alert">${icon('error')}<span>Write a host name, like api.example.com.</span></p>` : nothing}
    </form>`;
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const hosts = this.#settings.value?.allowed_hosts;
    if (!session || !hosts) return html``;
    return html`<details ?open=${hosts.length > 0}>
      <summary>${icon('chev')}Hosts of the real internet, ${hosts.length === 0 ? 'none allowed' : `${hosts.length} allowed`}</summary>
      <p class="muted">
        A webhook to any other host is refused, and says so. A host you allow is really called, from this browser: it must send CORS
        headers, or its answer cannot be read. A real device cloud does not have that limit.
      </p>
      ${
        hosts.length > 0
          ? html`<ul aria-label="Allowed hosts">
              ${hosts.map(
                (host) =>
                  html`<li>
                    <code>${host}</code>${actionButton({
                      label: 'Remove',
                      kind: 'quiet small',
                      about: host,
                      onClick: () =>
                        void this.#set(
                          session,
                          hosts.filter((one) => one !== host),
                        ),
                    })}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${
        // A page around this one could lay its own picture over the button.
        isFramed()
          ? html`<p class="muted">
              Allowing a host is not possible inside another site’s page.
              <a href="${siteBase()}workbench/#servers" target="_blank" rel="noopener">Open the workbench in a page of its own.</a>
            </p>`
          : this.#form(session, hosts)
      }
      ${problemLine(session.problem(TASK))}
    </details>`;
  }
}

customElements.define('pocket-allowed-hosts', AllowedHosts);
