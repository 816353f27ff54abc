// <pocket-test-event event="WebhookDemo01">: publishes simulated data to the chosen product, as the API would.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { DEMO_EVENT } from '../model/demo-hook.ts';
import { journeyOutcome } from '../model/journey-outcome.ts';
import { actionButton } from './support/action-button.ts';
import { chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine, stateBadge } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { demoServer } from './support/demo-server.ts';
import { JourneyWatch } from './support/journey-watch.ts';
import { clockTime } from './support/moment-text.ts';
import { outcomeLine } from './support/outcome-line.ts';
import { pageLink } from './support/page-link.ts';
import { publishAndFind } from './support/published-event.ts';
import { unaskedOf, unaskedText } from './support/unasked-host.ts';
import type { StateLine } from './support/control-frame.ts';
import type { Session } from './support/session.ts';
import type { StoredEvent } from '../model/event.ts';

/** Bytes of data an event published through the API carries at most (spec/cloud-api.md §4.2). */
const MOST_BYTES = 1024;
const TASK = 'test-event';

const reading = (): string => JSON.stringify({ id: Math.floor(Math.random() * 1_000_000), t: 25 });

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export class TestEvent extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .codefield {
        min-block-size: 5.5rem;
      }
      .hints {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        margin-block-start: 0.25rem;
        color: var(--pocket-color-text-muted);
        font: var(--pocket-text-small);
      }
      .hints .too-long {
        color: var(--pocket-color-bad);
        font-weight: 600;
      }
      .sent {
        margin-block-start: 0.75rem;
        padding: 0.75rem 1rem;
        border-inline-start: 3px solid var(--pocket-color-accent);
        background: var(--pocket-color-sunk);
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = { event: { type: String }, data: { state: true }, sent: { state: true } };
  declare event: string;
  declare data: string;
  declare sent: StoredEvent | null;
  protected readonly controlTitle = 'Test event';
  protected override readonly offers = { 'send-test-event': (session: Session): Promise<void> => this.#send(session) };
  /** The learner's own text is theirs; ours gets a new id for each event. */
  #edited = false;
  readonly #watch = new JourneyWatch(this);
  readonly #fed = (): void => this.#recall();

  constructor() {
    super();
    this.event = DEMO_EVENT;
    this.data = reading();
    this.sent = null;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    session.feed.addEventListener('change', this.#fed);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.feed.removeEventListener('change', this.#fed);
  }

  protected override willUpdate(): void {
    this.#recall();
  }

  /** After a reload: the last test event is still in the log. Another product has others. */
  #recall(): void {
    const { session } = this;
    const product = session?.choice.product ?? null;
    if (!session || session.busy(TASK)) return;
    if (this.sent && this.sent.product_id !== product) this.sent = null;
    if (this.sent || product === null) return;
    const last = session.feed.events.find(
      ({ origin, name, product_id }) => origin === 'api' && name === this.event && product_id === product,
    );
    if (!last) return;
    this.sent = last;
    void this.#watch.follow(session, last.journey);
  }

  #bytes(): number {
    return new TextEncoder().encode(this.data).length;
  }

  /** Why nothing can be sent now, with the way out; null when it can. */
  #blocked(session: Session): StateLine | null {
    const product = chosenProduct(session).item;
    if (!product)
      return {
        tone: 'locked',
        text: html`<strong>No product is chosen.</strong> ${pageLink('pocket-select-product', 'Choose a product')} first.`,
      };
    const hooks = session.view.integrations(product.id) ?? [];
    const heard = hooks.filter(({ event }) => this.event.startsWith(event));
    if (heard.length === 0)
      return {
        tone: 'locked',
        text: html`<strong>No webhook hears <code>${this.event}</code>.</strong> ${pageLink('pocket-create-webhook', 'Create the webhook')}
          first.`,
      };
    if (this.#bytes() > MOST_BYTES)
      return {
        tone: 'warn',
        text: html`<strong>The data is too long.</strong> An event carries ${MOST_BYTES.toLocaleString('en')} bytes at most.`,
      };
    return null;
  }

  /** What will go wrong, on purpose or not: seeing it is worth a test. Null when nothing will. */
  #warning(session: Session): StateLine | null {
    if (!demoServer(session)?.started)
      return {
        tone: 'warn',
        text: html`<strong>The demo is stopped, so nothing will answer.</strong> Send, and see how a failure travels, or
          ${pageLink('pocket-start-demo', 'start the demo')}.`,
      };
    const hooks = session.choice.product === null ? [] : (session.view.integrations(session.choice.product) ?? []);
    if (hooks.filter(({ event }) => this.event.startsWith(event)).every(({ disabled }) => disabled))
      return {
        tone: 'warn',
        text: html`<strong>The webhook is disabled, so it will not run.</strong> ${pageLink('pocket-create-webhook', 'Repair it')}, or send
          and see that the event stays in the cloud.`,
      };
    const host = unaskedOf(session, hooks, this.event);
    if (host !== null) return { tone: 'warn', text: unaskedText(host) };
    return null;
  }

  async #send(session: Session): Promise<void> {
    await session.run(TASK, async () => {
      const { product } = session.choice;
      if (product === null) return;
      if (!this.#edited && this.sent) this.data = reading();
      this.sent = await publishAndFind(session, { name: this.event, data: this.data, product });
      if (!this.sent) return;
      session.selectJourney(this.sent.journey, this.sent.id);
      void this.#watch.follow(session, this.sent.journey);
    });
  }

  #edit(event: Event): void {
    this.data = (event.target as HTMLTextAreaElement).value;
    this.#edited = true;
  }

  protected draw(session: Session): TemplateResult {
    const product = chosenProduct(session);
    const hooks = product.item ? session.view.integrations(product.item.id) : [];
    if (!product.known || hooks === null || demoServer(session) === null)
      return this.frame({ state: 'loading', body: this.loadingBody('Looking at your webhook…') });
    const blocked = this.#blocked(session);
    const bytes = this.#bytes();
    const json = isJson(this.data);
    return this.frame({
      state: blocked ? 'disabled' : this.sent ? 'done' : 'ready',
      badge: this.stepBadge(
        session,
        'send-test-event',
        blocked?.tone === 'locked' ? stateBadge('locked') : this.sent ? stateBadge('done') : nothing,
      ),
      purpose: html`Publishes <code>${this.event}</code> through the API, with data a device could have sent.`,
      body: html`<div class="control-body">
        <label class="field" for="data">Data</label>
        <textarea
          class="codefield"
          id="data"
          spellcheck="false"
          autocomplete="off"
          maxlength="8000"
          aria-invalid=${bytes > MOST_BYTES ? 'true' : 'false'}
          aria-describedby="json-hint size-hint"
          .value=${this.data}
          @input=${(event: Event) => this.#edit(event)}
        ></textarea>
        <p class="hints">
          <span id="json-hint"
            >${json ? 'JSON: the server gets its fields.' : 'Not JSON: the webhook puts it into JSON unquoted, so the server gets a body it cannot read as rows.'}</span
          >
          <span id="size-hint" class="num ${bytes > MOST_BYTES ? 'too-long' : ''}"
            >${bytes.toLocaleString('en')} of ${MOST_BYTES.toLocaleString('en')} bytes</span
          >
        </p>
        <p class="sent">
          ${
            this.sent
              ? html`Sent <code>${this.sent.name}</code> with <code>${this.sent.data}</code> at
                  <time class="num" datetime=${this.sent.published_at}>${clockTime(this.sent.published_at)}</time>, from
                  <code>${this.sent.coreid}</code>.`
              : html`<span class="muted">Nothing sent to this product yet.</span>`
          }
        </p>
        ${problemLine(session.problem(TASK))}
      </div>`,
      line: blocked ?? this.#line(session),
      actions: actionButton({
        label: 'Send test event',
        icon: 'send',
        kind: 'primary',
        blockedBy: blocked ? 'state' : null,
        busy: session.busy(TASK),
        onClick: () => void this.#send(session),
      }),
    });
  }

  #line(session: Session): StateLine {
    const warning = this.#warning(session);
    const { journey } = this.#watch;
    const outcome = this.sent && journey?.id === this.sent.journey ? journeyOutcome(journey.deliveries) : null;
    // What went wrong once is mended by now, or will go wrong again for the reason that stands there.
    if (outcome && (!warning || outcome.kind !== 'answered')) return outcomeLine(outcome, demoServer(session)?.started ?? false);
    if (warning) return warning;
    if (this.sent) return { tone: 'busy', text: html`<strong>Sent.</strong>` };
    return {
      tone: 'info',
      text: html`<strong>Ready.</strong> The event starts at the API, so its <code>coreid</code> is <code>api</code>.`,
    };
  }
}

customElements.define('pocket-test-event', TestEvent);
