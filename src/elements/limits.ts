// <pocket-limits>: how much of each limit is used now, and when it falls again.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { virtualNow } from '../model/virtual-time.ts';
import type { Gauge } from '../model/limits.ts';
import { ClockTicker } from './support/clock-ticker.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { countdown } from './support/countdown.ts';
import { errorText } from './support/error-text.ts';
import { everyHook } from './support/every-hook.ts';
import { LiveRead } from './support/live-read.ts';
import { clockTime } from './support/moment-text.ts';
import type { Session } from './support/session.ts';

interface Group {
  name: string;
  title: string;
  /** Where there is a gauge, and where there is none yet. */
  about: string;
  none: string;
  /** The unit of `used`. */
  unit: string;
}

const GROUPS: readonly Group[] = [
  {
    name: 'requests-per-host',
    title: 'Requests to one host',
    about: 'In the last minute, of all webhooks together. What is over the limit waits for its turn.',
    none: 'No host was asked in the last minute.',
    unit: 'requests',
  },
  {
    name: 'triggers-per-device',
    title: 'Webhooks one device triggers',
    about: 'In the last minute. What is over the limit is dropped. Events of the API share what your devices have.',
    none: 'No device triggered a webhook in the last minute.',
    unit: 'triggers',
  },
  {
    name: 'webhooks-per-user',
    title: 'Webhooks of one account',
    about: 'Delete one to make room.',
    none: 'You have no webhook.',
    unit: 'webhooks',
  },
  {
    name: 'errors-in-a-row',
    title: 'Errors in a row',
    about: 'A full run disables the webhook. One good answer ends the run.',
    none: 'No webhook has an error to its name.',
    unit: 'errors',
  },
];

export class Limits extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
        gap: 1.5rem 2rem;
      }
      .group,
      .gauges {
        display: grid;
        gap: 0.5rem;
        align-content: start;
      }
      .gauges {
        gap: 0.75rem;
      }
      .group-title {
        font-weight: 600;
      }
      .gauge {
        display: grid;
        gap: 0.25rem;
        font: var(--pocket-text-small);
      }
      .gauge p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 0.75rem;
      }
      .group > p:not(.group-title) {
        font: var(--pocket-text-small);
      }
    `,
  ];
  readonly #read = new LiveRead(this, ['integrations', 'health', 'deliveries', 'settings', 'limits', 'devices'], async ({ cloud }) => {
    const [limits, { rules }] = await Promise.all([cloud.limits(), cloud.settings()]);
    return { limits, rules };
  });
  #clock = '';
  /** Virtual ms up to which the numbers are good. */
  #until = Infinity;
  protected readonly controlTitle = 'Limits';

  constructor() {
    super();
    new ClockTicker(this, () => this.#until !== Infinity && (this.session?.info?.time.rate ?? 0) > 0);
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    this.#read.attach(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#read.detach();
  }

  /** Places come free as time passes, without any change that the cloud could tell. */
  protected override willUpdate(): void {
    const { session } = this;
    const time = session?.info?.time;
    if (!time) return;
    const key = `${time.epoch}/${time.rate}`;
    const due = virtualNow(time, Date.now()) >= this.#until;
    if (this.#clock !== '' && (due || key !== this.#clock)) {
      this.#until = Infinity;
      this.#read.again();
    }
    this.#clock = key;
  }

  protected draw(session: Session): TemplateResult {
    const { value, error } = this.#read;
    if (value === null)
      return this.frame({
        state: error ? 'error' : 'loading',
        body: error ? html`<div class="control-body">${problemLine(errorText(error))}</div>` : this.loadingBody('Reading the limits…'),
      });
    const { limits, rules } = value;
    const now = session.info ? virtualNow(session.info.time, Date.now()) : 0;
    const ends = limits.flatMap(({ resets_at }) => (resets_at ? [Date.parse(resets_at)] : [])).filter((end) => end > now);
    this.#until = Math.min(...ends);
    const full = limits.filter((one) => one.used >= one.limit || one.full).length;
    return this.frame({
      state: full > 0 ? 'error' : 'ready',
      body: html`<div class="control-body">
        ${
          rules === 'current'
            ? html`<p class="empty">
                The newer rules are in force: no fixed numbers. A host that fails more often than it answers sleeps.
              </p>`
            : html`<div class="groups">${GROUPS.map((group) => this.#group(session, group, limits, now))}</div>`
        }
      </div>`,
      line:
        rules === 'current'
          ? null
          : full > 0
            ? {
                tone: 'warn',
                text: html`<strong>${full === 1 ? '1 limit is' : `${full} limits are`} used up.</strong> Wait, move the clock, or mend what
                  fails.`,
              }
            : { tone: 'done', text: html`<strong>There is room everywhere.</strong> The numbers follow the clock of the cloud.` },
    });
  }

  #group(session: Session, { name, title, about, none, unit }: Group, limits: Gauge[], now: number): TemplateResult {
    const gauges = limits.filter((one) => one.name === name && (one.used > 0 || (one.waiting ?? 0) > 0));
    return html`<section class="group" aria-labelledby=${name}>
      <p class="group-title" id=${name} role="heading" aria-level=${Math.min(this.level + 1, 6)}>${title}</p>
      <p class="muted">${gauges.length > 0 ? about : none}</p>
      ${
        gauges.length > 0
          ? html`<ul class="gauges">
              ${gauges.map((gauge, index) => this.#gauge(session, gauge, `${name}-${index}`, unit, now))}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #gauge(session: Session, gauge: Gauge, id: string, unit: string, now: number): TemplateResult {
    const { used, limit, waiting = 0, resets_at } = gauge;
    const usedUp = used >= limit;
    return html`<li class="gauge">
      <p><span id=${id}>${this.#of(session, gauge)}</span><span class="num">${used} of ${limit} ${unit}</span></p>
      <meter min="0" max=${limit} .value=${Math.min(used, limit)} aria-labelledby=${id}>${used} of ${limit}</meter>
      ${
        usedUp || waiting > 0 || resets_at
          ? html`<p>
              ${usedUp ? badge('used up', 'warn', 'warn') : nothing}${waiting > 0 ? html`<span class="num">${waiting} ${waiting === 1 ? 'waits' : 'wait'}${gauge.full ? ', more is dropped' : ''}</span>` : nothing}
              ${resets_at ? html`<span class="muted num">falls at <time datetime=${resets_at}>${clockTime(resets_at)}</time>, in ${countdown(Date.parse(resets_at) - now)}</span>` : nothing}
            </p>`
          : nothing
      }
    </li>`;
  }

  /** What is limited, by the name a person gave it. */
  #of(session: Session, { name, key }: Gauge): unknown {
    if (name === 'triggers-per-device') {
      if (key === 'api') return 'Events of the API';
      return html`<code>${session.view.devices?.find(({ id }) => id === key)?.name ?? key}</code>`;
    }
    if (name === 'errors-in-a-row') {
      const hook = everyHook(session)?.find((one) => one.hook.id === key)?.hook;
      return html`<code>${hook ? hook.name || hook.event : key}</code>`;
    }
    return html`<code>${key}</code>`;
  }
}

customElements.define('pocket-limits', Limits);
