// <pocket-publish event="temp" data="21">: publishes an event of your own, as a device or through the API, and says what became of it.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { parseCheck } from '../model/check.ts';
import { evaluateCheck } from '../model/evaluate-check.ts';
import { fillNames } from '../model/names.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { lessonNames } from './support/lesson-memory.ts';
import { sessionFacts } from './support/session-facts.ts';
import { unaskedOf, unaskedText } from './support/unasked-host.ts';
import { withCode } from './support/with-code.ts';
import type { Session } from './support/session.ts';

/** Characters of a name and bytes of data (spec/cloud-api.md §4.2). */
const MOST_NAME = 64;
const MOST_DATA = 1024;

export class Publish extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: 0.75rem 1rem;
      }
      .field.data {
        grid-column: 1 / -1;
      }
      .codefield {
        min-block-size: 2.75rem;
        field-sizing: content;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    event: { type: String },
    data: { type: String },
    from: { type: String },
    again: { type: Boolean },
    typedName: { state: true },
    typedData: { state: true },
    sent: { state: true },
  };
  /** `${name}` in either stands for a name of the lesson. */
  declare event: string;
  declare data: string;
  /** `device`, `api` or `product`: who says it. */
  declare from: string;
  /** Told apart by name from another control of the page for the same event. */
  declare again: boolean;
  declare protected typedName: string | null;
  declare protected typedData: string | null;
  /** Name of the event that was sent last from here. */
  declare protected sent: string | null;
  #release: (() => void) | null = null;
  readonly #heard = (): void => this.requestUpdate();
  protected readonly controlTitle = 'Publish';

  constructor() {
    super();
    this.event = 'temp';
    this.data = '';
    this.from = 'device';
    this.again = false;
    this.typedName = null;
    this.typedData = null;
    this.sent = null;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#release = session.feed.hold();
    session.feed.addEventListener('change', this.#heard);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#release?.();
    session.feed.removeEventListener('change', this.#heard);
  }

  #name(session: Session): string {
    return this.typedName ?? fillNames(this.event, lessonNames(session));
  }

  #data(session: Session): string {
    return this.typedData ?? fillNames(this.data, lessonNames(session));
  }

  #send(session: Session): void {
    const event = { name: this.#name(session), data: this.#data(session) };
    void session.run(this.#task, async () => {
      const { device } = lessonNames(session);
      if (this.from === 'device' && device)
        await session.cloud.call('POST', `/pocket/devices/${device}/events`, { body: event, token: false });
      else await session.cloud.publish(event, this.from === 'product' ? session.choice.product : null);
      this.sent = event.name;
    });
  }

  get #task(): string {
    return `publish/${this.event}/${this.from}`;
  }

  protected draw(session: Session): TemplateResult {
    const names = lessonNames(session);
    const name = this.#name(session);
    const data = this.#data(session);
    const problem =
      name === ''
        ? 'An event needs a name.'
        : new TextEncoder().encode(data).length > MOST_DATA
          ? 'The data is longer than 1024 bytes.'
          : null;
    return this.frame({
      title: html`Publish <code>${fillNames(this.event, names)}</code> ${
          this.from === 'device' ? `as ${names['device_name'] ?? 'your board'}` : 'through the API'
        }${this.again ? ', again' : ''}`,
      state: 'ready',
      body: html`<div class="control-body">
        <form
          @submit=${(event: Event) => {
            event.preventDefault();
            if (problem === null) this.#send(session);
          }}
        >
          <p class="field">
            <label for="event">Event</label
            ><input
              id="event"
              type="text"
              maxlength=${MOST_NAME}
              spellcheck="false"
              autocomplete="off"
              .value=${name}
              @input=${(event: Event) => (this.typedName = (event.target as HTMLInputElement).value)}
            />
          </p>
          <p class="field data">
            <label for="data">Data</label
            ><textarea
              class="codefield"
              id="data"
              rows="1"
              spellcheck="false"
              .value=${data}
              @input=${(event: Event) => (this.typedData = (event.target as HTMLTextAreaElement).value)}
            ></textarea>
          </p>
        </form>
        ${problemLine(session.problem(this.#task))}
      </div>`,
      line: this.#line(session, problem),
      actions: html`${
        this.typedName !== null || this.typedData !== null
          ? actionButton({
              label: 'As it was',
              kind: 'quiet',
              onClick: () => {
                this.typedName = null;
                this.typedData = null;
              },
            })
          : nothing
      }${actionButton({ label: 'Publish', icon: 'send', busy: session.busy(this.#task), blockedBy: problem ? 'state' : null, about: name, onClick: () => this.#send(session) })}`,
    });
  }

  /** A host that a webhook of this event would call and this cloud does not. */
  #unasked(session: Session): string | null {
    const { product } = session.choice;
    const hooks = [...(session.view.integrations(null) ?? []), ...((product === null ? null : session.view.integrations(product)) ?? [])];
    return unaskedOf(session, hooks, this.#name(session));
  }

  /** What became of the last one, by the same rules that check a step. */
  #line(session: Session, problem: string | null): StateLine {
    if (problem) return { tone: 'warn', text: problem };
    const host = this.sent === null ? this.#unasked(session) : null;
    if (host !== null) return { tone: 'warn', text: unaskedText(host) };
    if (this.sent === null)
      return {
        tone: 'info',
        text:
          this.from === 'device'
            ? html`<strong>Ready.</strong> Its <code>coreid</code> will be the id of the board.`
            : html`<strong>Ready.</strong> Its <code>coreid</code> will be <code>api</code>.`,
      };
    const facts = sessionFacts(session);
    const ask = (line: string): { ok: boolean | null; found: string } => evaluateCheck(parseCheck(line), facts);
    const quoted = this.sent.replaceAll('"', '');
    const failed = ask(`error of "${quoted}"`);
    if (failed.ok) {
      const data = facts.events?.find(({ hook }) => hook !== undefined && hook !== 'sent' && hook !== 'response')?.data ?? '';
      return { tone: 'bad', text: html`<strong>Sent, and it failed.</strong> <code>${data.slice(0, 120)}</code>` };
    }
    const reply = ask(`reply to "${quoted}"`);
    if (reply.ok) return { tone: 'done', text: html`<strong>Sent, and answered.</strong> The event log has both.` };
    return { tone: 'info', text: html`<strong>Sent.</strong> ${withCode(reply.found)}` };
  }
}

customElements.define('pocket-publish', Publish);
