// <pocket-journey>: follows events through the webhook, keeps every journey, and explains each stop (spec/cloud-api.md §6.3).
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { JourneyAnswer, JourneyRow } from '../client/cloud-answers.ts';
import { hopsOf } from '../model/journey.ts';
import { journeyState } from '../model/journey-state.ts';
import type { Hop } from '../model/journey.ts';
import { wordsOf } from '../model/journey-words.ts';
import { virtualNow } from '../model/virtual-time.ts';
import './journey-diagram.ts';
import type { Waiting } from './journey-diagram.ts';
import { actionButton } from './support/action-button.ts';
import { ClockTicker } from './support/clock-ticker.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { countdown } from './support/countdown.ts';
import { errorText } from './support/error-text.ts';
import { hopInspector } from './support/hop-inspector.ts';
import { icon } from './support/icon.ts';
import { journeyControlStyles } from './support/journey-control-styles.ts';
import { journeyLine } from './support/journey-line.ts';
import { journeyPicker } from './support/journey-picker.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime, duration } from './support/moment-text.ts';
import { isOwnEvent } from './support/own-event.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

/** Journeys that the cloud answers at once. */
const PAGE = 50;
const MOST_A_CALL = 200;
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
    const listed: JourneyRow[] = [];
    let more = true;
    while (more && listed.length < this.#wanted) {
      const before = listed.at(-1)?.event.id;
      const page = await cloud.journeys({
        limit: Math.min(this.#wanted - listed.length, MOST_A_CALL),
        ...(before === undefined ? {} : { before }),
      });
      listed.push(...page.journeys);
      more = page.more && page.journeys.length > 0;
    }
    return { rows: listed.filter(({ event }) => event.origin !== 'system'), more };
  });
  /** How many journeys to list. */
  #wanted = PAGE;
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

  readonly #picked = (): void => this.#aim();

  readonly #startOver = (): void => {
    this.#id = null;
    this.#list.again({ forget: true });
    this.#detail.again({ forget: true });
  };

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    session.addEventListener('start-over', this.#startOver);
    session.addEventListener('select', this.#picked);
    this.#list.attach(session);
    this.#detail.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('select', this.#picked);
    session.removeEventListener('start-over', this.#startOver);
    this.#list.detach();
    this.#detail.detach();
    clearTimeout(this.#replay);
  }

  /** Those of the account: which these are may become known after they were read. */
  #rows(): JourneyRow[] {
    const { session } = this;
    return session ? (this.#list.value?.rows ?? []).filter(({ event }) => isOwnEvent(session, event)) : [];
  }

  /** Shows the journey that is marked, or follows the newest. */
  #aim(): void {
    const id = this.session?.selectedJourney ?? this.#rows()[0]?.id ?? null;
    if (id === this.#id) return;
    this.#id = id;
    this.#length = -1;
    this.#stopReplay();
    this.stop = null;
    this.#detail.again({ forget: true });
  }

  protected override willUpdate(): void {
    if (this.#list.value) this.#aim();
    const length = (this.#detail.value?.events.length ?? 0) + (this.#detail.value?.requests.length ?? 0);
    if (length !== this.#length) {
      this.#length = length;
      this.#moved = Date.now();
    }
  }

  protected draw(session: Session): TemplateResult {
    const list = this.#list.value;
    const answer = this.#detail.value;
    const error = this.#list.error ?? this.#detail.error;
    if (list === null || (this.#id !== null && answer === null))
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
    // Where the attempts are not kept any more, what was told about them decides.
    const told = answer.deliveries.length === 0 && hops.some(({ kind }) => kind === 'hook-error');
    const state = told ? 'error' : journeyState(answer.deliveries);
    return this.frame({
      state: state === 'error' ? 'error' : state === 'waiting' ? 'busy' : 'done',
      badge:
        state === 'error'
          ? badge('Error', 'error', 'bad')
          : state === 'waiting'
            ? badge('Under way', 'clock')
            : this.stepBadge(session, 'follow-event'),
      purpose: html`<code>${first.event?.name ?? ''}</code>, sent by ${who ?? (first.event?.origin === 'system' ? 'the cloud' : 'the API')}
        at <span class="num">${clockTime(first.at)}</span>`,
      quiet: actionButton({ label: 'Replay', icon: 'undo', kind: 'small', onClick: () => this.#startReplay(hops.length) }),
      said: this.#copy.said,
      body: html`${journeyPicker({ session, rows: this.#rows(), more: list.more, onOlder: () => this.#older() })}
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
      line: journeyLine({ journey: answer, hops, state, replayed: this.replayed !== null || this.#said !== '' }),
    });
  }

  #older(): void {
    this.#wanted += PAGE;
    this.#list.again();
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
