// <pocket-cloud-logs>: every attempt of the cloud to call a server, and how each webhook is doing.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { IntegrationDetail } from '../client/cloud-answers.ts';
import { toCurl } from '../model/curl-command.ts';
import type { Delivery, Integration } from '../model/integration.ts';
import { actionButton } from './support/action-button.ts';
import { cloudLogsStyles } from './support/cloud-logs-styles.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { deliveryReplay } from './support/delivery-replay.ts';
import type { EditedRequest } from './support/delivery-replay.ts';
import { errorText } from './support/error-text.ts';
import { everyHook } from './support/every-hook.ts';
import { requestText, responseText } from './support/http-text.ts';
import { icon } from './support/icon.ts';
import type { IconName } from './support/icon.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime, duration } from './support/moment-text.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const PAGE = 20;
const MOST = 200;

const outcomes: Record<Delivery['state'], { icon: IconName; word: string; tone: string }> = {
  waiting: { icon: 'clock', word: 'waiting', tone: '' },
  running: { icon: 'clock', word: 'under way', tone: '' },
  success: { icon: 'check', word: 'answered', tone: 'good' },
  error: { icon: 'error', word: 'error', tone: 'bad' },
  skipped: { icon: 'skip', word: 'skipped', tone: 'warn' },
  interrupted: { icon: 'undo', word: 'interrupted', tone: 'warn' },
};

/** What the attempt came to, in a few words. */
const resultOf = ({ response, error }: Delivery): string => (response ? String(response.status) : (error ?? ''));

export class CloudLogs extends ControlElement {
  static override styles = [controlStyles, cloudLogsStyles];
  static override properties: PropertyDeclarations = {
    hook: { state: true },
    outcome: { state: true },
    picked: { state: true },
    count: { state: true },
    edited: { state: true },
  };
  declare protected hook: string;
  declare protected outcome: string;
  /** Id of the delivery whose detail is open. */
  declare protected picked: string | null;
  declare protected count: number;
  declare protected edited: EditedRequest | null;
  readonly #copy = new CopyController(this);
  readonly #deliveries = new LiveRead(this, ['deliveries'], async (session) =>
    session.cloud.deliveries({
      ...(this.hook ? { integration: this.hook } : await this.#owner(session)),
      ...(this.outcome ? { state: this.outcome } : {}),
      limit: this.count,
    }),
  );
  readonly #health = new LiveRead(this, ['deliveries'], (session) =>
    session.cloud.integrationsHealth(this.#hooks(session).map(({ id }) => id)),
  );
  #counted = '';
  #asked = '';
  protected readonly controlTitle = 'Cloud logs';

  constructor() {
    super();
    this.hook = '';
    this.outcome = '';
    this.picked = null;
    this.count = PAGE;
    this.edited = null;
  }

  /** The chosen product, when it is somebody else's of the team. */
  #foreign({ view, choice, account }: Session): number | null {
    return view.products?.find(({ id, user }) => id === choice.product && user !== account.username)?.id ?? null;
  }

  /** Whose attempts are shown: the account's, or those of a product that it works on with others. */
  async #owner(session: Session): Promise<{ user: string } | { product: number }> {
    const product = this.#foreign(session);
    return product === null ? { user: session.view.identity?.id ?? (await session.cloud.identify()).id } : { product };
  }

  /** Webhooks of the chosen product, then those of the sandbox. */
  #hooks(session: Session): Integration[] {
    const { product } = session.choice;
    return [...((product === null ? null : session.view.integrations(product)) ?? []), ...(session.view.integrations(null) ?? [])].slice(
      0,
      20,
    );
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#deliveries.attach(session);
    this.#health.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#deliveries.detach();
    this.#health.detach();
  }

  protected override updated(): void {
    // Which webhooks there are comes from the session's view, which hears of every change: counting by an older list would ask for
    // webhooks that are gone.
    const ids = this.session
      ? this.#hooks(this.session)
          .map(({ id, disabled }) => `${id} ${disabled}`)
          .join()
      : '';
    const owner = this.session ? `${this.session.account.username} ${this.#foreign(this.session)}` : '';
    if (owner !== this.#asked) {
      if (this.#asked) this.#deliveries.again({ forget: true });
      this.#asked = owner;
    }
    if (ids !== this.#counted) {
      this.#counted = ids;
      this.#health.again();
    }
  }

  #filter(change: { hook?: string; outcome?: string }): void {
    Object.assign(this, { count: PAGE, picked: null, ...change });
    this.#deliveries.again({ forget: true });
  }

  protected draw(session: Session): TemplateResult {
    const { value, error } = this.#deliveries;
    const filtered = this.hook !== '' || this.outcome !== '';
    const list = value?.deliveries ?? [];
    const picked = list.find(({ id }) => id === this.picked) ?? null;
    return this.frame({
      state: value ? 'ready' : error ? 'error' : 'loading',
      purpose: 'What the cloud asked of servers, attempt by attempt. The console of the real cloud shows the same under Integrations.',
      said: this.#copy.said,
      body: html`<div class="control-body">
          ${this.#counters(this.#health.value)}
          <div class="fields" role="group" aria-label="Filter attempts">
            <p class="field grow">
              <label for="hook">Webhook</label
              ><select id="hook" @change=${(event: Event) => this.#filter({ hook: (event.target as HTMLSelectElement).value })}>
                <option value="">All webhooks</option>
                ${(everyHook(session) ?? []).map(({ hook: { id, name, event }, product }) => html`<option translate="no" value=${id} ?selected=${id === this.hook}>${name || event}${product === null ? '' : ` (${product})`}</option>`)}
              </select>
            </p>
            <p class="field grow">
              <label for="outcome">Outcome</label
              ><select id="outcome" @change=${(event: Event) => this.#filter({ outcome: (event.target as HTMLSelectElement).value })}>
                <option value="">Every outcome</option>
                ${Object.entries(outcomes).map(([state, { word }]) => html`<option value=${state} ?selected=${state === this.outcome}>${word}</option>`)}
              </select>
            </p>
          </div>
          ${error ? problemLine(errorText(error)) : nothing}
        </div>
        ${
          list.length > 0
            ? this.#table(list)
            : html`<div class="control-body">
                <p class="empty">
                  ${value === null ? 'Reading the attempts…' : filtered ? html`No attempt matches the filter. <button type="button" class="pick" @click=${() => this.#filter({ hook: '', outcome: '' })}>Show all</button>` : html`No attempts yet. ${pageLink('pocket-test-event', 'Send a test event')}.`}
                </p>
              </div>`
        }
        ${picked ? this.#detail(session, picked) : nothing}`,
      line:
        list.length > 0
          ? {
              tone: 'info',
              text: html`<strong>${list.length} ${list.length === 1 ? 'attempt' : 'attempts'} shown.</strong> Choose one to see its request
                and its answer.`,
            }
          : null,
      actions:
        value?.more && this.count < MOST
          ? actionButton({
              label: 'Show older',
              onClick: () => {
                this.count += PAGE;
                this.#deliveries.again();
              },
            })
          : undefined,
    });
  }

  #counters(details: IntegrationDetail[] | null): TemplateResult {
    if (!details || details.length === 0) return html``;
    return html`<ul class="hooks" aria-label="Health of the webhooks">
      ${details.map((hook) => {
        const sum = (key: 'success' | 'error' | 'sleep'): number => (hook.counters ?? []).reduce((total, day) => total + day[key], 0);
        return html`<li>
          <span><code>${hook.name || hook.event}</code></span>
          <span class="num"
            >${sum('success')} answered, ${sum('error')} ${sum('error') === 1 ? 'error' : 'errors'}, ${sum('sleep')}
            skipped${hook.disabled ? html`, <strong>disabled</strong>${hook.health?.disabled_reason ? `: ${hook.health.disabled_reason}` : ''}` : nothing}</span
          >
        </li>`;
      })}
    </ul>`;
  }

  #table(list: Delivery[]): TemplateResult {
    return html`<div class="table-wrap" tabindex="0" role="region" aria-label="Attempts, newest first">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="n">Took</th>
          </tr>
        </thead>
        <tbody>
          ${list.map((delivery) => {
            const { icon: name, word, tone } = outcomes[delivery.state];
            const took =
              delivery.started_at && delivery.finished_at
                ? duration(Date.parse(delivery.finished_at) - Date.parse(delivery.started_at))
                : '';
            return html`<tr ?data-selected=${this.session?.selectedJourney === delivery.journey}>
              <td class="num">${clockTime(delivery.created_at)}</td>
              <td>
                <button
                  type="button"
                  class="pick"
                  aria-pressed=${this.picked === delivery.id ? 'true' : 'false'}
                  @click=${() => this.#pick(delivery)}
                >
                  <span translate="no">${delivery.event_name}</span></button
                >${delivery.attempt > 1 || delivery.cause !== 'event' ? html` <span class="muted">${delivery.cause}${delivery.attempt > 1 ? `, attempt ${delivery.attempt}` : ''}</span>` : nothing}
              </td>
              <td>
                <span class="outcome ${tone}">${icon(name)}${word}</span>
                <span class="num answer" translate="no">${resultOf(delivery)}</span>
                <span class="num took">${took}</span>
              </td>
              <td class="n num">${took}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #pick(delivery: Delivery): void {
    this.edited = null;
    this.picked = this.picked === delivery.id ? null : delivery.id;
    if (this.picked) this.session?.selectJourney(delivery.journey, delivery.event_id);
  }

  #detail(session: Session, delivery: Delivery): TemplateResult {
    const { request, response } = delivery;
    return html`<div class="detail" role="region" aria-label="The attempt you chose">
      <p class="half-title">
        <span id="request-title">Request</span>${request ? this.#copy.button('curl', 'Copy as curl', () => toCurl(request)) : nothing}
      </p>
      <pre
        class="codeview"
        tabindex="0"
        role="region"
        aria-labelledby="request-title"
      ><code>${request ? requestText(request) : 'None: it was not sent.'}</code></pre>
      <p class="half-title"><span id="answer-title">Answer</span></p>
      <pre
        class="codeview"
        tabindex="0"
        role="region"
        aria-labelledby="answer-title"
      ><code>${response ? responseText(response) : (delivery.error ?? 'None yet.')}</code></pre>
      ${deliveryReplay({ session, delivery, edited: this.edited, onEdit: (edited) => (this.edited = edited) })}
    </div>`;
  }
}

customElements.define('pocket-cloud-logs', CloudLogs);
