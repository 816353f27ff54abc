// <pocket-load>: what a fleet of so many boards, each publishing so often, asks of a server: by webhook and by stream.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ControlElement } from './support/control-element.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { factRows } from './support/fact-list.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
/** Requests a host gets in a minute (spec/cloud-api.md §5.7). */
const HOST_LIMIT = 120;
/** Seconds of a month of 30 days. */
const MONTH = 30 * 24 * 3600;

export class Load extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 1rem 2rem;
      }
      .facts {
        margin-block-start: 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { boards: { state: true }, seconds: { state: true } };
  declare protected boards: number;
  /** Between two events of one board. */
  declare protected seconds: number;
  protected readonly controlTitle = 'What a fleet asks of a server';

  constructor() {
    super();
    this.boards = 1000;
    this.seconds = 60;
  }

  /** Arithmetic needs no cloud. */
  protected override render(): TemplateResult {
    return this.draw();
  }

  #range(id: 'boards' | 'seconds', label: string, least: number, most: number): TemplateResult {
    return html`<p class="field">
      <label for=${id}>${label}: <strong class="num">${number.format(this[id])}</strong></label
      ><input
        id=${id}
        type="range"
        min=${least}
        max=${most}
        step=${least}
        .value=${String(this[id])}
        @input=${(event: Event) => (this[id] = Number((event.target as HTMLInputElement).value))}
      />
    </p>`;
  }

  protected draw(): TemplateResult {
    const second = this.boards / this.seconds;
    const counted = (value: number): TemplateResult => html`<span class="num">${number.format(value)}</span>`;
    return this.frame({
      state: 'ready',
      body: html`<div class="control-body">
        <div class="fields">
          ${this.#range('boards', 'Boards', 10, 2000)} ${this.#range('seconds', 'Seconds between two events', 10, 3600)}
        </div>
        <dl class="facts">
          ${factRows([
            ['Requests a second, smooth', counted(second)],
            ['Requests in the worst second', counted(this.boards)],
            ['Requests a minute', counted(second * 60)],
            ['Open streams instead', counted(1)],
            ['Data operations a month', counted(Math.round(second * MONTH))],
          ])}
        </dl>
      </div>`,
      line: this.#line(second * 60),
    });
  }

  #line(minute: number): StateLine {
    if (minute <= HOST_LIMIT)
      return { tone: 'done', text: html`<strong>A host bears that.</strong> It may get ${HOST_LIMIT} requests a minute.`, live: false };
    return {
      tone: 'warn',
      text: html`<strong class="num">${number.format(minute - HOST_LIMIT)}</strong> requests a minute find no place at one host, however
        smoothly they come.`,
      live: false,
    };
  }
}

customElements.define('pocket-load', Load);
