// <pocket-toy-device device="e00f…">: a picture frame with one button and one light, played by the page: it links, publishes and answers calls.
import { css, html, nothing, svg } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { EventStream } from '../client/event-stream.ts';
import { fillNames } from '../model/names.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { lessonNames } from './support/lesson-memory.ts';
import { lessonState } from './support/lesson-state.ts';
import type { Session } from './support/session.ts';

const PLATFORM = 3;
const DANCE = 4000;
/** What the camera of the toy sees, in turn. */
const PICTURES = ['sunset', 'cat', 'harbour', 'mountain', 'cake', 'rain'] as const;

interface Call {
  id: string;
  type: string;
  name?: string;
  arg?: string;
}

export class ToyDevice extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .board {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 1rem 2rem;
      }
      svg.toy {
        inline-size: 9rem;
        block-size: auto;
      }
      .body {
        fill: var(--pocket-color-surface);
        stroke: var(--pocket-color-line-control);
        stroke-width: 2;
      }
      .lens {
        fill: var(--pocket-color-sunk);
        stroke: var(--pocket-color-line-control);
        stroke-width: 2;
      }
      .led {
        fill: var(--pocket-color-line);
      }
      .led.on {
        fill: var(--pocket-color-good);
      }
      .led.dancing {
        fill: #c2185b;
      }
      @media (prefers-reduced-motion: no-preference) {
        .led.dancing {
          animation: dance 0.8s linear infinite;
        }
      }
      @keyframes dance {
        from {
          filter: hue-rotate(0deg);
        }
        to {
          filter: hue-rotate(360deg);
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    device: { type: String },
    step: { type: String },
    on: { state: true },
    dancing: { state: true },
    dances: { state: true },
    taken: { state: true },
  };
  /** Its id; `${name}` stands for a name of the lesson. */
  declare device: string;
  /** Id of a step: once that is done the toy switches itself on, until somebody switches it off. */
  declare step: string;
  declare protected on: boolean;
  declare protected dancing: boolean;
  declare protected dances: number;
  declare protected taken: number;
  #link: EventStream | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Nobody switched it, so the step decides. */
  #untouched = true;
  protected readonly controlTitle = 'A picture frame';

  constructor() {
    super();
    this.device = '';
    this.step = '';
    this.on = false;
    this.dancing = false;
    this.dances = 0;
    this.taken = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#off();
  }

  /** Another cloud knows nothing of its link. */
  readonly #startOver = (): void => {
    this.#off();
    this.#untouched = true;
  };

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    session.addEventListener('start-over', this.#startOver);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('start-over', this.#startOver);
  }

  protected override updated(): void {
    const { session } = this;
    if (!session || !this.#untouched || this.on || this.step === '') return;
    if (lessonState(session)?.states.find(({ id }) => id === this.step)?.state !== 'done') return;
    this.#untouched = false;
    void this.#start(session);
  }

  #switch(session: Session): void {
    this.#untouched = false;
    if (this.on) this.#off();
    else void this.#start(session);
  }

  #id(session: Session): string {
    return fillNames(this.device, lessonNames(session));
  }

  #off(): void {
    this.#link?.close();
    this.#link = null;
    clearTimeout(this.#timer);
    this.on = false;
    this.dancing = false;
  }

  async #start(session: Session): Promise<void> {
    await session.run('toy-device', async () => {
      const names = lessonNames(session);
      const id = this.#id(session);
      const claim = names['claim_code'];
      const hello = { platform_id: PLATFORM, system_firmware_version: '6.3.0', functions: ['rainbow'], variables: {} };
      await session.cloud.call('POST', `/pocket/devices/${id}/handshake`, {
        token: false,
        body: { ...hello, ...(names['app'] ? { product_id: Number(names['app']) } : {}), ...(claim ? { claim_code: claim } : {}) },
      });
      this.#link = session.cloud.stream(`/pocket/devices/${id}/link`, {
        onEvent: ({ data }) => void this.#answer(session, JSON.parse(data) as Call),
      });
      this.on = true;
    });
  }

  async #answer(session: Session, { id, type, name }: Call): Promise<void> {
    if (type === 'event') return;
    const known = type === 'ping' || (type === 'function' && name === 'rainbow');
    const path = `/pocket/devices/${this.#id(session)}`;
    await session.cloud.call('POST', `${path}/link/${id}`, { token: false, body: known ? { ok: true, value: 1 } : { ok: false } });
    if (type !== 'function' || !known) return;
    this.dancing = true;
    this.dances += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.dancing = false), DANCE);
    await session.cloud.call('POST', `${path}/events`, { token: false, body: { name: 'dance', data: 'rainbow' } });
  }

  #press(session: Session): void {
    const data = PICTURES[this.taken % PICTURES.length];
    void session.run('toy-device', async () => {
      await session.cloud.call('POST', `/pocket/devices/${this.#id(session)}/events`, { token: false, body: { name: 'picture', data } });
      this.taken += 1;
    });
  }

  protected draw(session: Session): TemplateResult {
    const busy = session.busy('toy-device');
    const light = this.dancing ? 'dancing' : this.on ? 'on' : '';
    return this.frame({
      state: this.on ? 'done' : 'ready',
      badge: this.on ? badge('Online', 'check', 'good') : badge('Off'),
      purpose: 'The page plays this one: it says hello, publishes and answers as firmware would.',
      body: html`<div class="control-body">
        <div class="board">
          <svg
            class="toy"
            viewBox="0 0 144 96"
            role="img"
            aria-label=${this.dancing ? 'The light dances a rainbow' : this.on ? 'The light is on' : 'The light is off'}
          >
            ${svg`<rect class="body" x="4" y="16" width="136" height="72" rx="12"/><rect class="body" x="20" y="6" width="28" height="14" rx="4"/><circle class="lens" cx="72" cy="52" r="24"/><circle class="lens" cx="72" cy="52" r="12"/><circle class="led ${light}" cx="118" cy="36" r="8"/>`}
          </svg>
          <div class="actions">
            ${actionButton({ label: this.on ? 'Switch off' : 'Switch on', icon: this.on ? 'stop' : 'play', busy, onClick: () => this.#switch(session) })}
            ${this.on ? actionButton({ label: 'Press its button', icon: 'dot', busy, onClick: () => this.#press(session) }) : nothing}
          </div>
        </div>
        ${problemLine(session.problem('toy-device'))}
      </div>`,
      line: this.#line(session),
    });
  }

  #line(session: Session): StateLine {
    if (!this.on) return { tone: 'info', text: html`<strong>It is off.</strong> Its id is <code>${this.#id(session)}</code>.` };
    if (this.dancing) return { tone: 'done', text: html`<strong>It dances a rainbow.</strong> Somebody liked a picture.` };
    return {
      tone: 'done',
      text: html`<strong>It is on the line.</strong> ${this.taken} ${this.taken === 1 ? 'picture' : 'pictures'} taken, ${this.dances}
        ${this.dances === 1 ? 'dance' : 'dances'}.`,
    };
  }
}

customElements.define('pocket-toy-device', ToyDevice);
