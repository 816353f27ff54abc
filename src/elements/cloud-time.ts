// The cloud's clock: what time it is there, how fast it runs, and what happens next.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { virtualNow } from '../model/virtual-time.ts';
import { ClockTicker } from './support/clock-ticker.ts';
import { countdown } from './support/countdown.ts';
import { clockTime } from './support/moment-text.ts';
import { icon } from './support/icon.ts';
import { PocketElement } from './support/pocket-element.ts';
import type { Session } from './support/session.ts';

const HOUR = 3_600_000;
/** The rates on offer; another one, set through the API, joins them while it lasts. */
const RATES: readonly number[] = [0, 1, 10, 60, 1000];

const rateName = (rate: number): string => (rate === 0 ? 'Paused' : `×${rate}`);
const rateSentence = (rate: number): string =>
  rate === 0 ? 'Cloud time is paused.' : `Cloud time runs ${rate === 1 ? 'like a real clock' : `${rate} times as fast`}.`;

/** Draws into the page itself: the top bar is one row of one style sheet. */
export class CloudTime extends PocketElement {
  #said = '';
  /** The rate that was drawn last; null before the first. */
  #rate: number | null = null;

  constructor() {
    super();
    new ClockTicker(this, () => (this.session?.info?.time.rate ?? 0) > 0);
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  /** Whoever changed the rate, here, in another tab or through the API: it is said once. */
  protected override willUpdate(): void {
    const rate = this.session?.info?.time.rate ?? null;
    if (rate === null || rate === this.#rate) return;
    if (this.#rate !== null) this.#said = rateSentence(rate);
    this.#rate = rate;
  }

  async #setRate(session: Session, rate: number): Promise<void> {
    await session.run('clock', () => session.cloud.setRate(rate));
    // A rate that was refused is not the one that is shown.
    this.requestUpdate();
  }

  async #skip(session: Session): Promise<void> {
    const label = session.view.clock?.next?.label;
    if (!label) return;
    await session.run('clock', async () => {
      const { now } = await session.cloud.advance({ to: 'next' });
      this.#said = `Skipped to ${clockTime(now)}: ${label}`;
    });
  }

  async #runHour(session: Session): Promise<void> {
    await session.run('clock', async () => {
      const { now } = await session.cloud.advance({ ms: HOUR });
      this.#said = `An hour has passed. It is ${clockTime(now)}.`;
    });
  }

  override render(): TemplateResult {
    const { session } = this;
    const time = session?.info?.time ?? null;
    const now = time ? virtualNow(time, Date.now()) : null;
    const next = session?.view.clock?.next ?? null;
    const busy = session?.busy('clock') ?? false;
    const still = !time || busy;
    const rates = time && !RATES.includes(time.rate) ? [...RATES, time.rate].toSorted((a, b) => a - b) : RATES;
    return html`<form class="clock" aria-label="Clock of the cloud" @submit=${(event: Event) => event.preventDefault()}>
      <span class="clock-now">
        ${icon(time?.rate === 0 ? 'pause' : 'clock')}<span class="clock-name">Cloud time</span>
        <output class="num" aria-live="off">${now === null ? '--:--:--' : clockTime(new Date(now).toISOString())}</output>
      </span>
      <select
        class="clock-rate"
        aria-label="Speed of time"
        data-rate=${time?.rate ?? 1}
        ?disabled=${!time}
        .value=${live(String(time?.rate ?? 1))}
        @change=${(event: Event) => session && void this.#setRate(session, Number((event.target as HTMLSelectElement).value))}
      >
        ${rates.map((rate) => html`<option value=${rate} ?selected=${rate === (time?.rate ?? 1)}>${rateName(rate)}</option>`)}
      </select>
      <button
        class="button quiet small clock-skip"
        type="button"
        aria-disabled=${next && !still ? nothing : 'true'}
        aria-describedby="clock-next"
        @click=${() => session && next && !still && void this.#skip(session)}
      >
        ${icon('skip')}<span>Skip<span class="skip-rest"> to next</span></span>
      </button>
      <button
        class="button quiet small clock-hour"
        type="button"
        aria-disabled=${still ? 'true' : nothing}
        aria-busy=${busy ? 'true' : nothing}
        @click=${() => session && !still && void this.#runHour(session)}
      >
        <span>Run <span class="hour-rest">an hour</span><span class="hour-short" aria-hidden="true">1 h</span></span>
      </button>
      <span class="clock-next" id="clock-next"
        >${
          next && now !== null
            ? html`Next: <span class="clock-label">${next.label}</span> in
                <span class="num">${countdown(Date.parse(next.due) - now)}</span>`
            : 'Nothing is due'
        }</span
      >
      <span class="visually-hidden" role="status">${session?.problem('clock')?.text ?? this.#said}</span>
    </form>`;
  }
}

customElements.define('pocket-cloud-time', CloudTime);
