// <pocket-journey-diagram>: the stops of one journey between three lanes, each a button (interface.md §6).
import { LitElement, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Hop, HopPath } from '../model/journey.ts';
import { controlStyles } from './support/control-styles.ts';
import { icon } from './support/icon.ts';
import type { IconName } from './support/icon.ts';
import { journeyStyles } from './support/journey-styles.ts';
import { duration } from './support/moment-text.ts';

export interface Lanes {
  device: string;
  server: string;
}

export interface Waiting {
  lane: 'device' | 'cloud' | 'server';
  text: string;
}

/** The cloud's own place; the others are names. */
const HERE = 'in this browser';

const spoken: Record<HopPath, string> = {
  device: 'On the device: ',
  cloud: 'In the cloud: ',
  server: 'On the server: ',
  'device-cloud': 'Device to cloud: ',
  'cloud-server': 'Cloud to server: ',
  'server-cloud': 'Server to cloud: ',
  'cloud-device': 'Cloud to device: ',
};

/** Dispatches `pocket-hop` (`CustomEvent<string>`, the stop's id) when a stop is chosen. */
export class JourneyDiagram extends LitElement {
  static override styles = [controlStyles, journeyStyles];
  static override properties: PropertyDeclarations = {
    journey: {},
    hops: { attribute: false },
    selected: {},
    lanes: { attribute: false },
    waiting: { attribute: false },
    instant: { type: Boolean },
  };
  /** Which journey it is: stops that appear later within one are drawn, those of another are simply there. */
  declare journey: string;
  declare hops: readonly Hop[];
  /** Id of the stop that is open. */
  declare selected: string | null;
  declare lanes: Lanes;
  declare waiting: Waiting | null;
  /** True where drawing an arrow would lag behind the clock. */
  declare instant: boolean;
  #drawn = new Set<string>();
  #fresh = new Set<string>();

  constructor() {
    super();
    this.journey = '';
    this.hops = [];
    this.selected = null;
    this.lanes = { device: '', server: '' };
    this.waiting = null;
    this.instant = false;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    const other = changed.has('journey');
    if (other) this.#fresh.clear();
    if (!other && changed.has('hops') && !this.instant) for (const { id } of this.hops) if (!this.#drawn.has(id)) this.#fresh.add(id);
    this.#drawn = new Set(this.hops.map(({ id }) => id));
  }

  #choose(id: string): void {
    this.dispatchEvent(new CustomEvent<string>('pocket-hop', { detail: id, bubbles: true, composed: true }));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.hop')];
    const now = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (now < 0 || to === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, to))]?.focus();
  };

  protected override render(): TemplateResult {
    const lane = (name: IconName, title: string, who: string): TemplateResult =>
      html`<li>
        <span class="lane-icon">${icon(name)}</span><strong>${title}</strong
        ><small translate=${who === HERE ? nothing : 'no'}>${who || '\u00a0'}</small>
      </li>`;
    return html`<div class="journey">
      <ul class="lanes" aria-label="Who takes part">
        ${lane('board', 'Device', this.lanes.device)}${lane('cloud', 'Cloud', HERE)}${lane('server', 'Webhook server', this.lanes.server)}
      </ul>
      <div class="hops-wrap">
        <div class="lifelines" aria-hidden="true"><i></i><i></i><i></i></div>
        <ol class="hops" aria-label="Stops" @keydown=${this.#key}>
          ${this.hops.map((hop) => html`<li>${this.#stop(hop)}</li>`)}
        </ol>
        ${this.waiting ? html`<p class="waiting" data-lane=${this.waiting.lane}><span>${icon('clock')}${this.waiting.text}</span></p>` : nothing}
      </div>
      <p class="legend">
        <span><i class="key solid"></i>sent on</span><span><i class="key dashed"></i>came back</span
        ><span><i class="key box"></i>happened there</span>
      </p>
    </div>`;
  }

  #stop(hop: Hop): TemplateResult {
    const box = !hop.path.includes('-');
    const what = html`<span class="hop-what"
      ><span class="visually-hidden">${spoken[hop.path]}</span
      >${hop.look === 'error' ? icon('error') : nothing}${hop.title}${hop.look === 'error' && !hop.title.includes('error') ? html`<span class="visually-hidden">, error</span>` : nothing}</span
    >`;
    const good = hop.kind === 'received' && hop.payload === 'token accepted';
    const payload = good
      ? html`<span class="hop-sub">${icon('check')}${hop.payload}</span>`
      : hop.payload
        ? html`<code>${hop.payload}</code>`
        : nothing;
    return html`<button
      type="button"
      class="hop ${this.#fresh.has(hop.id) ? 'fresh' : ''}"
      data-path=${hop.path}
      data-kind=${hop.look}
      aria-pressed=${hop.id === this.selected ? 'true' : 'false'}
      @click=${() => this.#choose(hop.id)}
    >
      ${
        box
          ? html`<span class="hop-note">${what}${payload}</span>`
          : html`<span class="hop-msg">${what}${payload}<span class="hop-line" aria-hidden="true">${icon('head')}</span></span>`
      }<span class="hop-time num">${duration(hop.after_ms)}</span>
    </button>`;
  }
}

customElements.define('pocket-journey-diagram', JourneyDiagram);
