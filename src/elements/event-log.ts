// The event log: every event of the cloud as it happens, newest first, filtered, paused, copied.
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controlStyles } from './support/control-styles.ts';
import { Announcer } from './support/announcer.ts';
import { controlHeading } from './support/control-heading.ts';
import { CopyController } from './support/copy-controller.ts';
import { eventChain } from './support/event-chain.ts';
import { eventFilterForm } from './support/event-filter-form.ts';
import { eventLogStyles } from './support/event-log-styles.ts';
import { eventFrom, eventKind, kindIcons, kindWords } from './support/event-kind.ts';
import { addressWithFilter, filterFromAddress, filtersAnything, matchesFilter, showAll } from './support/event-filter.ts';
import { headingLevelFor } from './support/heading-level.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
import { isOwnEvent } from './support/own-event.ts';
import { remInPx, rowWindow } from './support/row-window.ts';
import { clockTime } from './support/moment-text.ts';
import type { EventFilter } from './support/event-filter.ts';
import type { EventFeed } from './support/event-feed.ts';
import type { Session } from './support/session.ts';
import type { StoredEvent } from '../model/event.ts';

/** Height of a row, rem; the style sheet says the same. */
const ROW = 3.5;
/** Data shown in a row; the whole of it stands above the list once the event is marked. */
const SHOWN_DATA = 300;
/** Scrolled further down than this, the list holds still. */
const AT_TOP = 24;

/** A device's id in front of a topic says little and takes a line: its first figures stand for it. */
const shortName = (name: string): string => name.replace(/^([0-9a-f]{6})[0-9a-f]{18}(?=\/)/, '$1…');

/** One filter for all logs of a page: it stands in the address. */
const filters = new EventTarget();

/**
 * Attributes: `only` shows nothing but names that contain it, whatever the filter says; `dock` fills its container
 * instead of being a card; `announce` speaks arrivals. Slots: `title`, `actions`.
 */
export class EventLog extends PocketElement {
  static override styles = [controlStyles, eventLogStyles];
  static override properties = {
    only: { type: String },
    dock: { type: Boolean },
    announce: { type: Boolean },
    held: { state: true },
  };
  declare only: string;
  declare dock: boolean;
  declare announce: boolean;
  /** The list as it was when it was paused; null while it follows. `by` says what ends the pause by itself. */
  declare held: { events: StoredEvent[]; by: 'button' | 'scroll' } | null;

  #filter: EventFilter = showAll;
  #top = 0;
  /** What the filter leaves, as it was last drawn. */
  #shown: readonly StoredEvent[] = [];
  #drawn = { total: 0, start: 0 };
  /** The one row that Tab comes to; null: the first in view. */
  #current: number | null = null;
  /** The row to bring into view once it is drawn. */
  #sought: number | null = null;
  #feed: EventFeed | null = null;
  #release: (() => void) | null = null;
  readonly #announcer = new Announcer(this);
  readonly #copy = new CopyController(this);
  readonly #changed = (): void => this.requestUpdate();
  /** Something marked an event elsewhere: it is to be seen here. */
  readonly #selected = (): void => {
    this.#sought = this.session?.selectedEvent ?? null;
    if (this.held?.by === 'scroll') this.held = null;
    this.requestUpdate();
  };
  readonly #arrived = (event: Event): void => {
    if (!this.announce || !this.checkVisibility()) return;
    const shown = (event as CustomEvent<StoredEvent[]>).detail.filter((one) => this.#shows(one));
    this.#announcer.arrived(shown.length, shown.filter((one) => eventKind(one) === 'error').length);
  };
  readonly #refilter = (): void => {
    this.#filter = filterFromAddress(location.search);
    this.requestUpdate();
  };

  constructor() {
    super();
    this.only = '';
    this.dock = false;
    this.announce = false;
    this.held = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#refilter();
    filters.addEventListener('change', this.#refilter);
    addEventListener('popstate', this.#refilter);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    filters.removeEventListener('change', this.#refilter);
    removeEventListener('popstate', this.#refilter);
  }

  protected override sessionArrived(session: Session): void {
    this.#feed = session.feed;
    this.#feed.addEventListener('change', this.#changed);
    this.#feed.addEventListener('events', this.#arrived);
    this.#release = this.#feed.hold();
    session.addEventListener('select', this.#selected);
  }

  protected override sessionLeft(session: Session): void {
    session.removeEventListener('select', this.#selected);
    this.#feed?.removeEventListener('change', this.#changed);
    this.#feed?.removeEventListener('events', this.#arrived);
    this.#feed = null;
    this.#release?.();
  }

  #shows(event: StoredEvent): boolean {
    const { session } = this;
    // What is marked is shown, whoever sent it.
    if (session && event.journey !== session.selectedJourney && !isOwnEvent(session, event)) return false;
    return (this.only === '' || event.name.includes(this.only)) && matchesFilter(event, this.#filter);
  }

  #setFilter(change: Partial<EventFilter>): void {
    history.replaceState(history.state, '', addressWithFilter(location.href, { ...this.#filter, ...change }));
    filters.dispatchEvent(new Event('change'));
  }

  #hold(by: 'button' | 'scroll'): void {
    this.held ??= { events: this.#feed?.events ?? [], by };
  }

  #follow(): void {
    this.held = null;
    this.renderRoot.querySelector('.rows')?.scrollTo({ top: 0 });
  }

  #scrolled(event: Event): void {
    const rows = event.target as HTMLElement;
    this.#top = rows.scrollTop;
    if (rows.scrollTop > AT_TOP) this.#hold('scroll');
    else if (this.held?.by === 'scroll') this.held = null;
    if (rows.scrollTop + rows.clientHeight > rows.scrollHeight - 200) void this.#older();
    this.requestUpdate();
  }

  async #older(): Promise<void> {
    const { session } = this;
    await session?.run('older-events', async () => {
      await session.feed.older();
      if (this.held) this.held = { ...this.held, events: session.feed.events };
    });
  }

  #select(event: StoredEvent): void {
    const { session } = this;
    if (session?.selectedJourney === event.journey) session.selectJourney(null);
    else session?.selectJourney(event.journey, event.id);
    // It is in view already: it was pressed.
    this.#sought = null;
  }

  /** Up and Down go from event to event, Home and End to the ends, as in any list: Tab stops at it once. */
  #key(event: KeyboardEvent, shown: readonly StoredEvent[]): void {
    const id = Number((event.target as HTMLElement).closest<HTMLElement>('.row')?.dataset['id']);
    const now = shown.findIndex((one) => one.id === id);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: shown.length - 1 }[event.key];
    const next = to === undefined || now < 0 ? undefined : shown[to];
    if (!next) return;
    event.preventDefault();
    this.#current = next.id;
    this.#bringIntoView(shown.indexOf(next));
    this.requestUpdate();
    const focus = (): boolean => {
      const row = this.renderRoot.querySelector<HTMLElement>(`.row[data-id="${next.id}"]`);
      row?.focus({ preventScroll: true });
      return row !== null;
    };
    // Far away it is not drawn yet.
    if (!focus()) void this.updateComplete.then(focus);
  }

  /** Brings an event into view and the keyboard to it: for who points at it from elsewhere. */
  focusEvent(id: number): void {
    this.#sought = id;
    this.requestUpdate();
    // Drawn once to find its place, and once more at that place.
    void this.updateComplete
      .then(() => this.updateComplete)
      .then(() => this.renderRoot.querySelector<HTMLElement>(`.row[data-id="${id}"]`)?.focus());
  }

  #focused(event: StoredEvent): void {
    this.#current = event.id;
    this.requestUpdate();
  }

  #bringIntoView(index: number): void {
    const list = this.renderRoot.querySelector('.rows');
    if (!list || index < 0) return;
    const row = remInPx(ROW);
    const top = index * row;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + row > list.scrollTop + list.clientHeight) list.scrollTop = top + row - list.clientHeight;
    this.#top = list.scrollTop;
  }

  protected override updated(_changed: PropertyValues): void {
    // Positions are set here and not in the template: the page's policy refuses style attributes.
    const spacer = this.renderRoot.querySelector<HTMLElement>('.spacer');
    if (!spacer) {
      this.#top = 0;
      return;
    }
    const { total, start } = this.#drawn;
    spacer.style.blockSize = `${total * ROW}rem`;
    spacer.style.paddingBlockStart = `${start * ROW}rem`;
    if (this.#sought === null) return;
    const index = this.#shown.findIndex(({ id }) => id === this.#sought);
    this.#sought = null;
    if (index < 0) return;
    this.#current = this.#shown[index]?.id ?? null;
    this.#bringIntoView(index);
    this.requestUpdate();
  }

  #row(event: StoredEvent, index: number, session: Session, current: boolean): TemplateResult {
    const kind = eventKind(event);
    const marked = session.selectedJourney === event.journey;
    // The word that the cloud gives its hook-sent events; it looks like a mistake of ours.
    const silent = event.hook === 'sent' && (event.data === 'undefined' || !event.data);
    const data = event.data ?? '';
    return html`<div role="listitem" class="item" aria-posinset=${index + 1} aria-setsize=${this.#drawn.total}>
      <button
        type="button"
        class="row"
        data-id=${event.id}
        data-kind=${kind}
        ?data-selected=${marked}
        aria-pressed=${marked}
        tabindex=${current ? 0 : -1}
        @focus=${() => this.#focused(event)}
        @click=${() => this.#select(event)}
      >
        <time class="num" datetime=${event.published_at}>${clockTime(event.published_at)}</time>
        <span class="what"
          ><span class="ev"
            >${icon(kindIcons[kind])}<span class="visually-hidden">${kindWords[kind]}: </span
            ><code title=${event.name}>${shortName(event.name)}</code></span
          >
          ${
            silent
              ? html`<span class="ev-data">handed to the server</span>`
              : html`<code class="ev-data">${data.length > SHOWN_DATA ? `${data.slice(0, SHOWN_DATA)}…` : data}</code>`
          }</span
        >
        <span class="from" translate="no"
          >${eventFrom(event, session.view.devices)}${event.via === 'usb' ? html`<span class="via">bridged over USB</span>` : nothing}</span
        >
      </button>
    </div>`;
  }

  #list(session: Session, shown: StoredEvent[], feed: EventFeed): TemplateResult {
    if (shown.length === 0) {
      const hidden = feed.events.length > 0 && (filtersAnything(this.#filter) || this.only !== '');
      if (feed.state === 'loading' || feed.state === 'idle') return html`<p class="empty">Opening your cloud…</p>`;
      return html`<div class="empty">
        <p>${hidden ? 'No event passes this filter.' : 'No events yet. Send one.'}</p>
        ${
          filtersAnything(this.#filter)
            ? html`<button class="button small" type="button" @click=${() => this.#setFilter(showAll)}>Show all</button>`
            : nothing
        }
        ${
          hidden && feed.more
            ? html`<button class="button small" type="button" @click=${() => this.#older()}>Look further back</button>`
            : nothing
        }
      </div>`;
    }
    const { start, end } = rowWindow(shown.length, remInPx(ROW), this.#top, innerHeight);
    this.#drawn = { total: shown.length, start };
    const drawn = shown.slice(start, end);
    const first = Math.floor(this.#top / remInPx(ROW));
    const current = drawn.find(({ id }) => id === this.#current) ?? shown[first] ?? drawn[0];
    return html`<div
      class="rows"
      @scroll=${(event: Event) => this.#scrolled(event)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, shown)}
    >
      <div class="spacer" role="list" aria-label="Events, newest first">
        ${repeat(
          drawn,
          ({ id }) => id,
          (event, index) => this.#row(event, start + index, session, event === current),
        )}
      </div>
      ${
        feed.more
          ? html`<p class="older">
              <button
                class="button quiet small"
                type="button"
                aria-busy=${session.busy('older-events') ? 'true' : nothing}
                @click=${() => this.#older()}
              >
                Show older
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }

  #operations(feed: EventFeed): TemplateResult {
    const { session } = this;
    const used = feed.events.filter(
      (event) => session && isOwnEvent(session, event) && (event.origin === 'device' || event.origin === 'api'),
    ).length;
    return html`<footer class="log-foot">
      <p><label for="operations">Data operations</label><span class="num">${used}${feed.more ? ' and more' : ''} of 100,000</span></p>
      <meter
        id="operations"
        min="0"
        max="100000"
        low="80000"
        high="95000"
        optimum="0"
        aria-describedby="operations-what"
        .value=${used}
      ></meter>
      <p id="operations-what">What boards and programs publish counts; what the cloud says does not. A free plan has 100,000 a month.</p>
    </footer>`;
  }

  override render(): TemplateResult {
    const { session } = this;
    const feed = session?.feed ?? null;
    const listed = (this.held?.events ?? feed?.events ?? []).filter((event) => this.#shows(event));
    this.#shown = listed;
    const newest = this.held?.events[0]?.id ?? 0;
    const waiting = this.held && feed ? feed.events.filter((event) => event.id > newest && this.#shows(event)).length : 0;
    const state = feed?.state === 'live' ? 'live' : feed?.state === 'away' ? 'away' : 'opening';
    return html`<section class=${this.dock ? 'log' : 'log control'} aria-labelledby=${this.dock ? nothing : 'title'}>
      <header class="log-head">
        <slot name="title">${controlHeading(headingLevelFor(this), 'Event log')}</slot>
        <p class="badge ${state === 'live' && !this.held ? 'live' : ''}">
          ${
            this.held
              ? 'Paused'
              : state === 'live'
                ? html`<span class="pulse" aria-hidden="true"></span>Live`
                : state === 'away'
                  ? 'Connecting again'
                  : 'Opening'
          }
        </p>
        <div class="actions">
          ${this.#copy.button('all', 'Copy', () => listed.map((event) => JSON.stringify(event)).join('\n'))}
          <button
            class="button quiet small"
            type="button"
            aria-pressed=${this.held !== null}
            @click=${() => (this.held ? this.#follow() : this.#hold('button'))}
          >
            ${this.held ? html`${icon('play')}Go on` : html`${icon('pause')}Pause`}
          </button>
          <slot name="actions"></slot>
        </div>
      </header>
      ${
        session
          ? eventFilterForm({
              label: this.dock ? 'Filter events' : 'Filter the event log',
              filter: this.#filter,
              devices: session.view.devices,
              onChange: (change) => this.#setFilter(change),
            })
          : nothing
      }
      ${session && feed ? eventChain(session, feed.events) : nothing}
      <div class="columns" aria-hidden="true"><span>Time</span><span>Event</span><span>From</span></div>
      <div class="body">
        ${
          waiting > 0
            ? html`<button class="waiting" type="button" @click=${() => this.#follow()}>
                ${icon('up')}<span class="num">${waiting}</span> new
              </button>`
            : nothing
        }
        ${session && feed ? this.#list(session, listed, feed) : html`<p class="empty">Opening your cloud…</p>`}
      </div>
      ${feed ? this.#operations(feed) : nothing}
      <p class="visually-hidden" role="status">${this.#announcer.text} ${this.#copy.said}</p>
    </section>`;
  }
}

customElements.define('pocket-event-log', EventLog);
