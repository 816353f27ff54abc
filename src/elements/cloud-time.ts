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

const rates = [
  { rate: 0, label: 'Pause', short: null },
  { rate: 1, label: 'As fast as a real clock', short: '×1' },
  { rate: 10, label: '10 times as fast', short: '×10' },
  { rate: 60, label: '60 times as fast', short: '×60' },
] as const;

/** Draws into the page itself: the top bar is one row of one style sheet. */
export class CloudTime extends PocketElement {
  #said = '';

  constructor() {
    super();
    new ClockTicker(this, () => (this.session?.info?.time.rate ?? 0) > 0);
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  async #setRate(rate: number): Promise<void> {
    const session = this.session;
    await session?.run('clock', async () => {
      await session.cloud.setRate(rate);
      this.#said = rate === 0 ? 'Cloud time is paused.' : `Cloud time runs ${rate === 1 ? 'like a real clock' : `${rate} times as fast`}.`;
    });
  }

  async #skip(): Promise<void> {
    const session = this.session;
    const label = session?.view.clock?.next?.label;
    if (!session || !label) return;
    await session.run('clock', async () => {
      const { now } = await session.cloud.advance({ to: 'next' });
      this.#said = `Skipped to ${clockTime(now)}: ${label}.`;
    });
  }

  override render(): TemplateResult {
    const { session } = this;
    const time = session?.info?.time ?? null;
    const now = time ? virtualNow(time, Date.now()) : null;
    const next = session?.view.clock?.next ?? null;
    return html`<form class="clock" aria-label="Clock of the cloud" @submit=${(event: Event) => event.preventDefault()}>
      <span class="clock-now">
        ${icon('clock')}<span class="visually-hidden">Cloud time</span>
        <output class="num" aria-live="off">${now === null ? '--:--:--' : clockTime(new Date(now).toISOString())}</output>
      </span>
      <fieldset class="segments" ?disabled=${!time}>
        <legend class="visually-hidden">Speed of time</legend>
        ${rates.map(
          ({ rate, label, short }) =>
            html`<label title=${label}
              ><input
                type="radio"
                name="speed"
                value=${rate}
                aria-label=${label}
                .checked=${live(time?.rate === rate)}
                @change=${() => this.#setRate(rate)}
              /><span>${short ?? icon('pause')}</span></label
            >`,
        )}
      </fieldset>
      <button
        class="button quiet small clock-skip"
        type="button"
        aria-disabled=${next ? nothing : 'true'}
        aria-describedby="clock-next"
        @click=${() => this.#skip()}
      >
        ${icon('skip')}<span>Skip<span class="skip-rest"> to next</span></span>
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
