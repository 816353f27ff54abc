// The tab at the bottom edge of small windows: live state, the last event, and how many came since the sheet was open.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
import { isOwnEvent } from './support/own-event.ts';
import { clockTime } from './support/moment-text.ts';
import type { EventFeed } from './support/event-feed.ts';
import type { Session } from './support/session.ts';

/** Stands inside the button that opens the popover; draws into the page itself. Attribute `for`: id of the popover. */
export class EventTab extends PocketElement {
  static override properties = { for: { type: String } };
  declare for: string;
  #feed: EventFeed | null = null;
  #release: (() => void) | null = null;
  #seen: number | null = null;
  #listening: AbortController | null = null;
  readonly #changed = (): void => {
    // What was there before the visitor came is no news.
    if (this.#seen === null && this.#feed?.state === 'live') this.#seen = this.#feed.events[0]?.id ?? 0;
    this.requestUpdate();
  };

  constructor() {
    super();
    this.for = 'dock';
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    document.getElementById(this.for)?.addEventListener('toggle', () => this.#look(), { signal: this.#listening.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
  }

  protected override sessionArrived(session: Session): void {
    this.#feed = session.feed;
    this.#feed.addEventListener('change', this.#changed);
    this.#release = this.#feed.hold();
  }

  protected override sessionLeft(): void {
    this.#feed?.removeEventListener('change', this.#changed);
    this.#release?.();
    this.#feed = null;
  }

  #look(): void {
    this.#seen = this.#feed?.events[0]?.id ?? 0;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const feed = this.#feed;
    const { session } = this;
    const own = feed && session ? feed.events.filter((event) => isOwnEvent(session, event)) : [];
    const [last] = own;
    const seen = this.#seen;
    const fresh = seen === null ? 0 : own.filter(({ id }) => id > seen).length;
    return html`<span class="dock-tab-live"
        ><span class="pulse" data-state=${feed?.state ?? 'idle'} aria-hidden="true"></span>Events${
          feed?.state === 'live' ? html`<span class="visually-hidden">, live</span>` : nothing
        }</span
      ><span class="dock-tab-last"
        >${last ? html`<code>${last.name}</code> <time class="num" datetime=${last.published_at}>${clockTime(last.published_at)}</time>` : nothing}</span
      >${fresh > 0 ? html`<span class="count">${fresh}<span class="visually-hidden"> new</span></span>` : nothing}${icon('up')}`;
  }
}

customElements.define('pocket-event-tab', EventTab);
