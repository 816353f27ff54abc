// The event log: every event of the cloud as it happens, newest first, filtered, paused, copied.
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controlStyles } from './support/control-styles.ts';
import { Announcer } from './support/announcer.ts';
import { CopyController } from './support/copy-controller.ts';
import { eventChain } from './support/event-chain.ts';
import { eventFilterForm } from './support/event-filter-form.ts';
import { eventLogStyles } from './support/event-log-styles.ts';
import { eventFrom, eventKind, kindIcons, kindWords } from './support/event-kind.ts';
import { addressWithFilter, filterFromAddress, filtersAnything, matchesFilter, showAll } from './support/event-filter.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
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
  #drawn = { total: 0, start: 0 };
  #feed: EventFeed | null = null;
  #release: (() => void) | null = null;
  readonly #announcer = new Announcer(this);
  readonly #copy = new CopyController(this);
  readonly #changed = (): void => this.requestUpdate();
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
  }

  protected override sessionLeft(): void {
    this.#feed?.removeEventListener('change', this.#changed);
    this.#feed?.removeEventListener('events', this.#arrived);
    this.#feed = null;
    this.#release?.();
  }

  #shows(event: StoredEvent): boolean {
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
  }

  /** Up and Down go from event to event, as in any list. */
  #key(event: KeyboardEvent): void {
    const item = (event.target as Element).closest('.item');
    const next = event.key === 'ArrowDown' ? item?.nextElementSibling : event.key === 'ArrowUp' ? item?.previousElementSibling : null;
    const row = next?.querySelector<HTMLElement>('.row');
    if (!row) return;
    event.preventDefault();
    row.focus();
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
  }

  #row(event: StoredEvent, index: number, session: Session): TemplateResult {
    const kind = eventKind(event);
    const marked = session.selectedJourney === event.journey;
    const data = event.data ?? '';
    return html`<div role="listitem" class="item" aria-posinset=${index + 1} aria-setsize=${this.#drawn.total}>
      <button
        type="button"
        class="row"
        data-id=${event.id}
        data-kind=${kind}
        ?data-selected=${marked}
        aria-pressed=${marked}
        @click=${() => this.#select(event)}
      >
        <time class="num" datetime=${event.published_at}>${clockTime(event.published_at)}</time>
        <span class="what"
          ><span class="ev"
            >${icon(kindIcons[kind])}<span class="visually-hidden">${kindWords[kind]}: </span
            ><code title=${event.name}>${shortName(event.name)}</code></span
          >
          <code class="ev-data">${data.length > SHOWN_DATA ? `${data.slice(0, SHOWN_DATA)}…` : data}</code></span
        >
        <span class="from">${eventFrom(event, session.view.devices)}</span>
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
    return html`<div
      class="rows"
      role="list"
      tabindex="0"
      aria-label="Events, newest first"
      @scroll=${(event: Event) => this.#scrolled(event)}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
    >
      <div class="spacer" role="presentation">
        ${repeat(
          shown.slice(start, end),
          ({ id }) => id,
          (event, index) => this.#row(event, start + index, session),
        )}
      </div>
    </div>`;
  }

  #operations(feed: EventFeed): TemplateResult {
    const used = feed.events.filter(({ origin }) => origin === 'device' || origin === 'api').length;
    return html`<footer class="log-foot">
      <p><label for="operations">Data operations</label><span class="num">${used}${feed.more ? ' and more' : ''} of 100,000</span></p>
      <meter id="operations" min="0" max="100000" low="80000" high="95000" optimum="0" .value=${used}></meter>
    </footer>`;
  }

  override render(): TemplateResult {
    const { session } = this;
    const feed = session?.feed ?? null;
    const listed = (this.held?.events ?? feed?.events ?? []).filter((event) => this.#shows(event));
    const newest = this.held?.events[0]?.id ?? 0;
    const waiting = this.held && feed ? feed.events.filter((event) => event.id > newest && this.#shows(event)).length : 0;
    const state = feed?.state === 'live' ? 'live' : feed?.state === 'away' ? 'away' : 'opening';
    return html`<section class=${this.dock ? 'log' : 'log control'} aria-labelledby=${this.dock ? nothing : 'title'}>
      <header class="log-head">
        <slot name="title"><h3 class="control-title" id="title">Event log</h3></slot>
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
