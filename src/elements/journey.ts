// <pocket-journey>: follows events through the webhook, keeps every journey, and explains each stop (spec/cloud-api.md §6.3).
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { JourneyAnswer, JourneyRow } from '../client/cloud-client.ts';
import { hopsOf } from '../model/journey.ts';
import type { Hop } from '../model/journey.ts';
import { wordsOf } from '../model/journey-words.ts';
import { virtualNow } from '../model/virtual-time.ts';
import './journey-diagram.ts';
import type { Waiting } from './journey-diagram.ts';
import { actionButton } from './support/action-button.ts';
import { ClockTicker } from './support/clock-ticker.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { countdown } from './support/countdown.ts';
import { errorText } from './support/error-text.ts';
import { hopInspector } from './support/hop-inspector.ts';
import { icon } from './support/icon.ts';
import { journeyControlStyles } from './support/journey-control-styles.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime, duration } from './support/moment-text.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const LISTED = 50;
/** A server that answers within this time is not worth a "waiting". */
const PATIENCE = 800;
/** One arrow of a replay, real ms. */
const BEAT = 420;

const open = (state: string): boolean => state === 'waiting' || state === 'running';

export class Journey extends ControlElement {
  static override styles = [controlStyles, journeyControlStyles];
  static override properties: PropertyDeclarations = { stop: { state: true }, raw: { state: true }, replayed: { state: true } };
  /** Id of the stop whose inspector is open. */
  declare protected stop: string | null;
  declare protected raw: boolean;
  /** How many stops a replay has drawn so far; null when none runs. */
  declare protected replayed: number | null;
  #replay: ReturnType<typeof setTimeout> | undefined;
  #replays = 0;
  #said = '';
  /** Real ms at which the shown journey was last seen to move. */
  #moved = 0;
  #length = -1;

  readonly #copy = new CopyController(this);
  readonly #list = new LiveRead(this, ['events', 'deliveries'], async ({ cloud }) => {
    const { journeys } = await cloud.journeys({ limit: LISTED });
    const shown = journeys.filter(({ event }) => event.origin !== 'system');
    this.#aim(shown);
    return shown;
  });
  #id: string | null = null;
  readonly #detail = new LiveRead<JourneyAnswer | null>(this, ['events', 'deliveries', 'server_requests'], async ({ cloud }) =>
    this.#id === null ? null : cloud.journey(this.#id),
  );
  protected readonly controlTitle = 'Journey of an event';

  constructor() {
    super();
    this.stop = null;
    this.raw = false;
    this.replayed = null;
    new ClockTicker(this, () => this.#waits());
  }

  #waits(): boolean {
    return this.#detail.value?.deliveries.some(({ state }) => open(state)) ?? false;
  }

  readonly #picked = (): void => this.#aim(this.#list.value ?? []);

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    session.addEventListener('select', this.#picked);
    this.#list.attach(session);
    this.#detail.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('select', this.#picked);
    this.#list.detach();
    this.#detail.detach();
    clearTimeout(this.#replay);
  }

  /** Shows the journey that is marked, or follows the newest. */
  #aim(rows: JourneyRow[]): void {
    const id = this.session?.selectedJourney ?? rows[0]?.id ?? null;
    if (id === this.#id) return;
    this.#id = id;
    this.#length = -1;
    this.#stopReplay();
    this.stop = null;
    this.#detail.again({ forget: true });
  }

  protected override willUpdate(): void {
    const length = (this.#detail.value?.events.length ?? 0) + (this.#detail.value?.requests.length ?? 0);
    if (length !== this.#length) {
      this.#length = length;
      this.#moved = Date.now();
    }
  }

  protected draw(session: Session): TemplateResult {
    const rows = this.#list.value;
    const answer = this.#detail.value;
    const error = this.#list.error ?? this.#detail.error;
    if (rows === null || (this.#id !== null && answer === null))
      return this.frame({
        state: error ? 'error' : 'loading',
        body: error ? html`<div class="control-body">${problemLine(errorText(error))}</div>` : this.loadingBody('Reading the journeys…'),
      });
    if (!answer || answer.events.length === 0)
      return this.frame({
        state: 'empty',
        body: html`<div class="control-body"><p class="empty">No events yet. ${pageLink('pocket-test-event', 'Send one')}.</p></div>`,
      });
    const hops = hopsOf(answer);
    const shown = this.replayed === null ? hops : hops.slice(0, this.replayed);
    const first = hops[0] as Hop;
    const device = session.view.devices?.find(({ id }) => id === first.event?.coreid)?.name ?? null;
    const who = first.path === 'device-cloud' ? (device ?? first.event?.coreid ?? null) : null;
    const hosts = [
      ...new Set(answer.deliveries.flatMap(({ request }) => (request && URL.canParse(request.url) ? [new URL(request.url).host] : []))),
    ];
    const picked = shown.find(({ id }) => id === this.stop) ?? null;
    const failed = hops.some(({ kind }) => kind === 'hook-error' || kind === 'no-answer');
    return this.frame({
      state: failed ? 'error' : this.#waits() ? 'busy' : 'done',
      badge: failed ? badge('Error', 'error', 'bad') : this.#waits() ? badge('Under way', 'clock') : nothing,
      purpose: html`<code>${first.event?.name ?? ''}</code>, sent by ${who ?? (first.event?.origin === 'system' ? 'the cloud' : 'the API')}
        at <span class="num">${clockTime(first.at)}</span>`,
      quiet: actionButton({ label: 'Replay', icon: 'undo', kind: 'small', onClick: () => this.#startReplay(hops.length) }),
      said: this.#copy.said,
      body: html`${this.#picker(session, rows)}
        <pocket-journey-diagram
          .journey=${`${this.#id}/${this.#replays}`}
          .hops=${shown}
          .selected=${picked?.id ?? null}
          .waiting=${this.#waiting(session, answer)}
          ?instant=${(session.info?.time.rate ?? 1) >= 10}
          .lanes=${{ device: who ?? '', server: hosts.join(', ') }}
          @pocket-hop=${(event: CustomEvent<string>) => (this.stop = this.stop === event.detail ? null : event.detail)}
        ></pocket-journey-diagram>
        ${picked ? this.#inspector(session, picked, shown.indexOf(picked) + 1) : nothing}
        <details class="twin" open>
          <summary>${icon('chev')}The same journey in words</summary>
          <ol>
            ${shown.map((hop) => html`<li ?data-selected=${hop === picked}><span class="num">${duration(hop.after_ms)}</span> ${wordsOf(hop, who).map((piece) => (typeof piece === 'string' ? piece : html`<code>${piece.code}</code>`))}</li>`)}
          </ol>
        </details>`,
      line: this.#line(answer, hops, failed),
    });
  }

  #picker(session: Session, rows: JourneyRow[]): TemplateResult {
    const words = { waiting: 'under way', done: 'done', error: 'error' };
    const from = (row: JourneyRow): string =>
      row.event.origin === 'api' ? 'the API' : (session.view.devices?.find(({ id }) => id === row.event.coreid)?.name ?? row.event.coreid);
    const marked = session.selectedJourney;
    const lost = marked !== null && !rows.some(({ id }) => id === marked);
    return html`<div class="pick">
      <p class="field">
        <label for="journey">Event</label>
        <select
          id="journey"
          .value=${marked ?? ''}
          @change=${(event: Event) => this.#pick(session, rows, (event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${marked === null}>The newest, as it arrives</option>
          ${lost ? html`<option value=${marked} selected>An earlier event</option>` : nothing}
          ${rows.map((row) => html`<option value=${row.id} ?selected=${row.id === marked}>${clockTime(row.event.published_at)} ${row.event.name} from ${from(row)}, ${row.hooks === 0 ? 'no webhook' : words[row.state]}</option>`)}
        </select>
      </p>
      ${marked === null ? nothing : actionButton({ label: 'Follow the newest', kind: 'quiet', onClick: () => session.selectJourney(null) })}
    </div>`;
  }

  #pick(session: Session, rows: JourneyRow[], id: string): void {
    const row = rows.find((one) => one.id === id);
    session.selectJourney(row?.id ?? null, row?.event.id ?? null);
  }

  #waiting(session: Session, { deliveries }: JourneyAnswer): Waiting | null {
    if (this.replayed !== null || Date.now() - this.#moved < PATIENCE) return null;
    const pending = deliveries.find(({ state }) => open(state));
    if (!pending) return null;
    const time = session.info?.time;
    const now = time ? virtualNow(time, Date.now()) : Date.now();
    if (pending.due_at && Date.parse(pending.due_at) > now)
      return { lane: 'cloud', text: `next attempt in ${countdown(Date.parse(pending.due_at) - now)}` };
    const since = Math.max(0, Math.round((now - Date.parse(pending.started_at ?? pending.created_at)) / 1000));
    return { lane: pending.state === 'running' ? 'server' : 'cloud', text: `waiting, ${since}\u00a0s` };
  }

  #inspector(session: Session, hop: Hop, number: number): TemplateResult {
    const log = hop.event ? document.querySelector<HTMLElement>('pocket-event-log') : null;
    const code = hop.kind === 'event' && hop.event ? document.querySelector<HTMLElement>('pocket-project-browser') : null;
    return hopInspector({
      hop,
      number,
      level: Math.min(this.level + 1, 6),
      raw: this.raw,
      copy: this.#copy,
      onRaw: (raw) => (this.raw = raw),
      onLog: log
        ? () => {
            session.selectJourney(this.#id, hop.event?.id ?? null);
            log.scrollIntoView({ block: 'nearest' });
          }
        : null,
      onCode: code
        ? () => {
            code.scrollIntoView({ block: 'start' });
            session.dispatchEvent(new CustomEvent('show-code', { detail: hop.event?.name }));
          }
        : null,
    });
  }

  #line({ deliveries, events }: JourneyAnswer, hops: Hop[], failed: boolean): StateLine {
    if (this.replayed !== null || this.#said)
      return { tone: 'info', text: html`<strong>Drawn again from the record.</strong> Nothing is sent.` };
    const last = hops.at(-1) as Hop;
    const name = hops[0]?.event?.name ?? '';
    if (this.#waits())
      return {
        tone: 'busy',
        text: html`<strong>${hops.length} ${hops.length === 1 ? 'stop' : 'stops'} so far.</strong> The webhook is still at work.`,
      };
    if (deliveries.length === 0 && events.length === 1)
      return {
        tone: 'info',
        text: html`<strong>No webhook listened for <code>${name}</code>.</strong> A webhook hears names that begin with its own, in the same
          upper and lower case.`,
      };
    if (failed) {
      const told = hops.findLast(({ kind }) => kind === 'hook-error' || kind === 'no-answer') as Hop;
      return {
        tone: 'bad',
        text: html`<strong>It ended with an error: <code>${told.payload}</code>.</strong> Choose the stop to see why.`,
      };
    }
    if (hops[0]?.path === 'cloud')
      return {
        tone: 'done',
        text: html`<strong>There and back in ${duration(last.after_ms)}.</strong> The event came from the API, so its answer reaches no
          board.`,
      };
    return {
      tone: 'done',
      text: html`<strong>There and back in ${duration(last.after_ms)}, ${hops.length} stops.</strong> Choose a stop to read what it carried.`,
    };
  }

  #startReplay(count: number): void {
    clearTimeout(this.#replay);
    this.#replays += 1;
    this.#said = 'replayed';
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.requestUpdate();
    this.replayed = 1;
    const next = (): void => {
      if (this.replayed === null) return;
      this.replayed += 1;
      if (this.replayed >= count) this.replayed = null;
      else this.#replay = setTimeout(next, BEAT);
    };
    this.#replay = setTimeout(next, BEAT);
  }

  #stopReplay(): void {
    clearTimeout(this.#replay);
    this.replayed = null;
    this.#said = '';
  }
}

customElements.define('pocket-journey', Journey);
