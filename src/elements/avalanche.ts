// <pocket-avalanche>: how many events a fleet hears with one response topic for all, and with one for each board.
import { css, html } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';

const number = new Intl.NumberFormat('en');
/** Minutes of a month of 30 days. */
const MONTH = 30 * 24 * 60;

export class Avalanche extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 1rem 2rem;
      }
      td.n,
      th.n {
        text-align: end;
      }
      .table-wrap {
        margin-block-start: 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { boards: { state: true }, pieces: { state: true } };
  declare protected boards: number;
  /** Events that one answer comes in. */
  declare protected pieces: number;
  protected readonly controlTitle = 'The same fleet, two topics';

  constructor() {
    super();
    this.boards = 1000;
    this.pieces = 5;
  }

  #range(id: 'boards' | 'pieces', label: string, most: number, step: number): TemplateResult {
    return html`<p class="field">
      <label for=${id}>${label}: <strong class="num">${number.format(this[id])}</strong></label
      ><input
        id=${id}
        type="range"
        min="1"
        max=${most}
        step=${step}
        .value=${String(this[id])}
        @input=${(event: Event) => (this[id] = Number((event.target as HTMLInputElement).value))}
      />
    </p>`;
  }

  /** Arithmetic needs no cloud. */
  protected override render(): TemplateResult {
    return this.draw();
  }

  protected draw(): TemplateResult {
    const { boards, pieces } = this;
    const own = boards * pieces;
    const all = own * boards;
    const row = (name: string, topic: string, heard: number): TemplateResult =>
      html`<tr>
        <th scope="row">${name}<br /><code>${topic}</code></th>
        <td class="n num">${number.format(heard)}</td>
        <td class="n num">${number.format((boards + heard) * MONTH)}</td>
      </tr>`;
    return this.frame({
      state: 'ready',
      purpose: 'Every board asks once a minute and hears what it subscribed to.',
      body: html`<div class="control-body">
        <div class="fields">${this.#range('boards', 'Boards', 1000, 1)} ${this.#range('pieces', 'Events an answer comes in', 20, 1)}</div>
        <div class="table-wrap" tabindex="0" role="region" aria-label="What the fleet hears">
          <table class="data">
            <thead>
              <tr>
                <th scope="col">Topic</th>
                <th scope="col" class="n">Events heard a minute</th>
                <th scope="col" class="n">Data operations a month</th>
              </tr>
            </thead>
            <tbody>
              ${row('One for all', 'hook-response/…', all)} ${row('One for each', '<id>/hook-response/…', own)}
            </tbody>
          </table>
        </div>
      </div>`,
      line: {
        tone: boards > 1 ? 'warn' : 'info',
        text: html`<strong class="num">${number.format(all - own)}</strong> of the events a minute are somebody else’s. An event published
          is one data operation, and so is an event heard.`,
        live: false,
      },
    });
  }
}

customElements.define('pocket-avalanche', Avalanche);
