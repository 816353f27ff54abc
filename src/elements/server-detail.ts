// <pocket-server-detail host>: one mock server: what it received, what it keeps, how it is broken.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { toCurl } from '../model/curl-command.ts';
import { FAULT_CHOICES, faultChoice, faultFrom, faultText } from '../model/fault-text.ts';
import type { ServerInfo, ServerRequest } from '../model/server.ts';
import './channel-chart.ts';
import './server-routes.ts';
import { actionButton } from './support/action-button.ts';
import { ConfirmDialog } from './support/confirm-dialog.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { cutText, prettyBody, requestHead, requestText, responseHead, responseText } from './support/http-text.ts';
import { icon } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime, duration } from './support/moment-text.ts';
import { serverDetailStyles } from './support/server-detail-styles.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';

const LISTED = 20;

export class ServerDetail extends PocketElement {
  static override styles = [controlStyles, serverDetailStyles];
  static override properties: PropertyDeclarations = {
    host: {},
    level: { type: Number },
    kind: { state: true },
    value: { state: true },
    raw: { state: true },
  };
  declare host: string;
  /** Of the page's outline; its own headings are styled rows. */
  declare level: number;
  declare protected kind: string;
  declare protected value: string | null;
  declare protected raw: boolean;
  readonly #copy = new CopyController(this);
  readonly #confirm = new ConfirmDialog(this);
  readonly #requests = new LiveRead(this, ['server_requests'], ({ cloud }) => cloud.serverRequests(this.host, { limit: LISTED }));
  readonly #data = new LiveRead(this, ['server_requests', 'server_state'], ({ cloud }) => cloud.serverData<unknown>(this.host));

  constructor() {
    super();
    this.host = '';
    this.level = 3;
    this.kind = 'status';
    this.value = null;
    this.raw = false;
  }

  protected override sessionArrived(session: Session): void {
    this.#requests.attach(session);
    this.#data.attach(session);
  }

  protected override sessionLeft(): void {
    this.#requests.detach();
    this.#data.detach();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('host')) return;
    this.value = null;
    this.#requests.again({ forget: true });
    this.#data.again({ forget: true });
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const server = session?.view.servers?.find(({ host }) => host === this.host);
    if (!session || !server) return html`<p class="part empty-note">Reading the server…</p>`;
    return html`
      <div class="part" role="group" aria-label="${server.host}, about"><p>${server.purpose}</p></div>
      ${this.#breaking(session, server)} ${this.#received(session)} ${this.#kept(session, server)}
      <p class="visually-hidden" role="status">${this.#copy.said}</p>
    `;
  }

  #title(text: string): TemplateResult {
    return html`<p class="half-title" role="heading" aria-level=${this.level}>${text}</p>`;
  }

  #breaking(session: Session, server: ServerInfo): TemplateResult {
    const choice = faultChoice(this.kind);
    const task = `fault/${server.host}`;
    const set = (fault: Parameters<typeof session.cloud.setFault>[1]): void =>
      void session.run(task, async () => {
        await session.cloud.setFault(server.host, fault);
        await session.view.fresh('servers');
      });
    const value = this.value ?? choice.field?.start ?? '';
    return html`<div class="part">
      ${this.#title('Break it')}
      <form
        class="fault"
        @submit=${(event: Event) => {
          event.preventDefault();
          const now = faultChoice(this.kind);
          set(faultFrom(now, this.value ?? now.field?.start ?? ''));
        }}
      >
        <p class="field">
          <label for="kind">What happens</label
          ><select
            id="kind"
            @change=${(event: Event) => {
              this.kind = (event.target as HTMLSelectElement).value;
              this.value = null;
            }}
          >
            ${FAULT_CHOICES.map(({ kind, label }) => html`<option value=${kind} ?selected=${kind === this.kind}>${label}</option>`)}
          </select>
        </p>
        ${
          choice.field
            ? html`<p class="field">
                <label for="value">${choice.field.label}</label
                ><input
                  id="value"
                  type=${choice.field.type}
                  min=${choice.field.min ?? nothing}
                  max=${choice.field.max ?? nothing}
                  step="any"
                  maxlength="2048"
                  required
                  .value=${value}
                  @input=${(event: Event) => (this.value = (event.target as HTMLInputElement).value)}
                />
              </p>`
            : nothing
        }
        <button class="button" aria-busy=${session.busy(task) ? 'true' : nothing}>Break it</button>
        ${server.fault ? html`<button type="button" class="button" @click=${() => set(null)}>Mend it</button>` : nothing}
      </form>
      <p class="effect" role="status">
        ${server.fault ? html`<strong>Now it ${faultText(server.fault)}.</strong> ` : nothing}${choice.label}: ${choice.effect}
      </p>
      ${problemLine(session.problem(task))}
    </div>`;
  }

  #received(session: Session): TemplateResult {
    const rows = this.#requests.value?.requests;
    return html`<div class="part">
      ${this.#title('Requests it received')}
      ${rows && rows.length > 0 ? actionButton({ label: 'Raw', kind: 'quiet small', pressed: this.raw, onClick: () => (this.raw = !this.raw) }) : nothing}
      ${rows === undefined ? html`<p class="empty-note">Reading…</p>` : rows.length === 0 ? html`<p class="empty-note">None yet.</p>` : rows.map((row) => this.#request(session, row))}
    </div>`;
  }

  #request(session: Session, row: ServerRequest): TemplateResult {
    const answer = row.response ? `${row.response.status}` : (row.error ?? 'no answer');
    const path = URL.canParse(row.url) ? new URL(row.url).pathname : row.url;
    return html`<details class="request" ?data-selected=${row.journey !== null && row.journey === session.selectedJourney}>
      <summary>
        ${icon('chev')}<span class="num">${clockTime(row.received_at)}</span><code>${row.method} ${path}</code
        ><span class="end num">${answer}, ${duration(row.duration_ms)}</span>
      </summary>
      <div>
        ${
          this.raw
            ? html`<pre class="codeview" tabindex="0" role="region" aria-label="Raw request"><code>${requestText(row)}</code></pre>`
            : html`<pre class="codeview" tabindex="0" role="region" aria-label="Request headers"><code>${requestHead(row)}</code></pre>
                <pre
                  class="codeview"
                  tabindex="0"
                  role="region"
                  aria-label="Request body"
                ><code>${prettyBody(row.body) || '(empty)'}</code></pre>`
        }
        ${
          row.response
            ? html`<pre
                class="codeview"
                tabindex="0"
                role="region"
                aria-label="Answer"
              ><code>${this.raw ? responseText(row.response) : `${responseHead(row.response)}\n\n${prettyBody(row.response.body)}`}</code></pre>`
            : nothing
        }
        <div class="actions">
          ${this.#copy.button(`curl/${row.id}`, 'Copy as curl', () => toCurl(row))}
          ${row.journey ? actionButton({ label: 'Show its journey', kind: 'quiet small', onClick: () => session.selectJourney(row.journey) }) : nothing}
        </div>
      </div>
    </details>`;
  }

  #kept(session: Session, server: ServerInfo): TemplateResult {
    const data = this.#data.value;
    const task = `clear/${server.host}`;
    return html`<div class="part">
      ${this.#title('What it keeps')}
      ${server.host === 'api.thingspeak.com' ? html`<pocket-channel-chart .data=${data}></pocket-channel-chart>` : nothing}
      ${server.custom ? html`<pocket-server-routes .host=${server.host} .data=${data}></pocket-server-routes>` : nothing}
      <pre
        class="codeview"
        tabindex="0"
        role="region"
        aria-label="Data of the server"
      ><code>${data === null ? '…' : cutText(JSON.stringify(data, null, 2))}</code></pre>
      <div class="actions">
        ${this.#copy.button('data', 'Copy', () => JSON.stringify(data, null, 2))}
        ${actionButton({ label: 'Empty it', icon: 'trash', kind: 'danger small', busy: session.busy(task), onClick: () => void this.#empty(session, server, task) })}
      </div>
      ${problemLine(session.problem(task))}
      ${this.#confirm.template({ title: `Empty ${server.host}?`, body: html`<p>What it keeps goes. The requests it received stay in its list.</p>`, action: 'Empty it' })}
    </div>`;
  }

  async #empty(session: Session, server: ServerInfo, task: string): Promise<void> {
    if (await this.#confirm.ask()) await session.run(task, () => session.cloud.clearServerData(server.host));
  }
}

customElements.define('pocket-server-detail', ServerDetail);
