// <pocket-fleet>: many simulated boards that publish, to see what a thousand of them do to limits, queues and servers.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { Fleet } from '../device/virtual/fleet.ts';
import type { FleetPlan } from '../device/virtual/fleet-schedule.ts';
import { virtualNow } from '../model/virtual-time.ts';
import { actionButton } from './support/action-button.ts';
import { chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine, type StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { errorText } from './support/error-text.ts';
import { factRows, type Fact } from './support/fact-list.ts';
import type { Session } from './support/session.ts';

const START = 'start-fleet';
const PRODUCT = 'fleet-lab';
const MOST = 1000;
const VIRTUAL = 3;
const INTERVALS: readonly [number, string][] = [
  [10_000, '10 seconds'],
  [60_000, 'minute'],
  [300_000, '5 minutes'],
];
const JITTER = 0.1;

export class FleetControl extends ControlElement {
  static override properties = { event: { type: String }, count: { type: Number } };
  static override styles = [
    controlStyles,
    css`
      .fields .field {
        flex: 1 1 9rem;
      }
      .numbers {
        margin-block-start: 1.25rem;
      }
      .numbers dd {
        font-variant-numeric: tabular-nums;
        min-block-size: 1.75rem;
      }
    `,
  ];
  /** Name of the events. */
  declare event: string;
  declare count: number;
  protected readonly controlTitle = 'A fleet of boards';
  #interval = 60_000;
  #rhythm: FleetPlan['rhythm'] = 'spread';
  #fleet: Fleet | null = null;
  #time: unknown = null;
  #pending = false;

  constructor() {
    super();
    this.event = 'tick';
    this.count = 100;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    const time = () => session.info?.time ?? { epoch: 0, origin: 0, rate: 0 };
    this.#fleet = new Fleet({ cloud: session.cloud, time, now: () => virtualNow(time(), Date.now()) });
    this.#fleet.addEventListener('change', () => this.#redraw());
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#fleet?.stop();
    this.#fleet = null;
  }

  /** Twenty batches a second need no twenty drawings. */
  #redraw(): void {
    if (this.#fleet?.state !== 'running') return this.requestUpdate();
    if (this.#pending) return;
    this.#pending = true;
    setTimeout(() => {
      this.#pending = false;
      this.requestUpdate();
    }, 250);
  }

  /** The lesson's product, else one of its own. */
  async #product(session: Session): Promise<number> {
    const chosen = chosenProduct(session).item;
    if (chosen) return chosen.id;
    const own = session.view.products?.find(({ name }) => name === PRODUCT);
    return own?.id ?? (await session.cloud.createProduct({ name: PRODUCT, platform_id: VIRTUAL })).id;
  }

  #start(session: Session): void {
    void session.run(START, async () => {
      const product = await this.#product(session);
      await this.#fleet?.start(
        { seed: String(product), count: this.count, interval: this.#interval, rhythm: this.#rhythm, jitter: JITTER, event: this.event },
        product,
      );
    });
  }

  protected draw(session: Session): TemplateResult {
    const fleet = this.#fleet;
    if (!fleet) return this.waiting();
    if (session.info?.time !== this.#time) {
      this.#time = session.info?.time;
      fleet.timeChanged();
    }
    const running = fleet.state !== 'idle';
    const problem = fleet.problem ? errorText(fleet.problem) : session.problem(START);
    return this.frame({
      state: fleet.state,
      badge: fleet.state === 'running' ? badge('Running', 'check', 'good') : badge(running ? 'Preparing' : 'Stopped'),
      purpose: 'Simulated boards: each has an id and publishes on time, and none runs firmware.',
      body: html`<div class="control-body">${this.#fields(running)} ${this.#numbers(fleet)} ${problemLine(problem)}</div>`,
      line: this.#line(fleet),
      actions: running
        ? actionButton({ label: 'Stop', icon: 'stop', onClick: () => fleet.stop() })
        : actionButton({
            label: `Start ${this.count === 1 ? 'a board' : `${this.count} boards`}`,
            icon: 'play',
            busy: session.busy(START),
            onClick: () => this.#start(session),
          }),
    });
  }

  #fields(running: boolean): TemplateResult {
    return html`<div class="fields">
      <p class="field">
        <label for="count">Boards</label>
        <input
          id="count"
          type="number"
          min="1"
          max=${MOST}
          .value=${String(this.count)}
          ?disabled=${running}
          @change=${(event: Event) => {
            this.count = Math.max(1, Math.min(MOST, Math.round(Number((event.target as HTMLInputElement).value)) || 1));
          }}
        />
      </p>
      <p class="field">
        <label for="interval">Each publishes once every</label>
        <select
          id="interval"
          ?disabled=${running}
          @change=${(event: Event) => {
            this.#interval = Number((event.target as HTMLSelectElement).value);
            this.requestUpdate();
          }}
        >
          ${INTERVALS.map(([ms, words]) => html`<option value=${ms} ?selected=${ms === this.#interval}>${words}</option>`)}
        </select>
      </p>
      <p class="field">
        <label for="rhythm">They begin</label>
        <select
          id="rhythm"
          ?disabled=${running}
          @change=${(event: Event) => {
            this.#rhythm = (event.target as HTMLSelectElement).value as FleetPlan['rhythm'];
            this.requestUpdate();
          }}
        >
          <option value="spread" ?selected=${this.#rhythm === 'spread'}>spread over that time</option>
          <option value="burst" ?selected=${this.#rhythm === 'burst'}>all at once</option>
        </select>
      </p>
    </div>`;
  }

  #numbers({ numbers, state }: Fleet): TemplateResult | typeof nothing {
    if (state === 'idle' && numbers.published === 0) return nothing;
    const facts: Fact[] = [
      ['Published', numbers.published.toLocaleString('en')],
      ['In the last minute', numbers.last_minute.toLocaleString('en')],
      ['Refused', numbers.refused.toLocaleString('en')],
      ['Late by', numbers.behind < 1000 ? 'less than 1 s' : `${Math.round(numbers.behind / 1000)} s`],
      ...(numbers.missed > 0 ? ([['Left out', numbers.missed.toLocaleString('en')]] as Fact[]) : []),
    ];
    return html`<dl class="facts numbers">${factRows(facts)}</dl>`;
  }

  #line(fleet: Fleet): StateLine {
    const perMinute = Math.round((this.count * 60_000) / this.#interval);
    if (fleet.state === 'preparing')
      return {
        tone: 'busy',
        text: html`<strong>${fleet.prepared} of ${this.count} boards are known.</strong> The others follow.`,
        live: false,
      };
    if (fleet.state === 'running')
      return {
        tone: 'done',
        text: html`<strong>${this.count} boards publish <code>${this.event}</code>.</strong> That is ${perMinute} events a minute of the
          cloud’s time. A faster clock makes it more.`,
        live: false,
      };
    return {
      tone: 'info',
      text: html`<strong>${this.count} boards will publish ${perMinute} times a minute.</strong> They join the chosen product, or
        <code>${PRODUCT}</code>.`,
      live: false,
    };
  }
}

customElements.define('pocket-fleet', FleetControl);
