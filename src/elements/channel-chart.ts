// <pocket-channel-chart>: values of ThingSpeak channels as a line, with the same numbers as a table.
import { LitElement, css, html, nothing, svg } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { controlStyles } from './support/control-styles.ts';
import { icon } from './support/icon.ts';
import { clockTime } from './support/moment-text.ts';

interface Entry {
  created_at: string;
  entry_id: number;
  [field: string]: unknown;
}

interface Channel {
  id: number;
  name: string;
  fields: Record<string, string>;
  entries: Entry[];
}

const WIDTH = 600;
const HEIGHT = 160;
const SHOWN = 100;

const channelsOf = (data: unknown): Channel[] =>
  typeof data === 'object' && data !== null && Array.isArray((data as { channels?: unknown }).channels)
    ? (data as { channels: Channel[] }).channels
    : [];

export class ChannelChart extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin-block-end: 1rem;
      }
      figure + figure {
        margin-block-start: 1rem;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        margin-block-end: 0.25rem;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
        direction: ltr;
      }
      .grid {
        stroke: var(--pocket-color-line);
      }
      .line {
        fill: none;
        stroke: var(--pocket-color-accent);
        stroke-width: 2;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      circle {
        fill: var(--pocket-color-accent);
      }
      summary {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 2rem;
        color: var(--pocket-color-accent);
      }
      .table-wrap {
        max-block-size: 14rem;
        overflow: auto;
        margin: 0;
      }
      .data th,
      .data td {
        padding: 0.25rem 0.75rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { data: { attribute: false } };
  /** What the server keeps: `{channels: […]}`. */
  declare data: unknown;

  constructor() {
    super();
    this.data = null;
  }

  protected override render(): TemplateResult {
    return html`${channelsOf(this.data).flatMap((channel) => Object.entries(channel.fields).map(([field, label]) => this.#figure(channel, field, label)))}`;
  }

  #figure(channel: Channel, field: string, label: string): TemplateResult {
    const points = channel.entries
      .filter((entry) => entry[field] !== undefined && entry[field] !== '' && Number.isFinite(Number(entry[field])))
      .slice(-SHOWN)
      .map((entry) => ({ at: entry.created_at, value: Number(entry[field]) }));
    const values = points.map(({ value }) => value);
    const low = Math.min(...values);
    const high = Math.max(...values);
    return html`<figure translate="no">
      <figcaption>
        <strong>${channel.name}: ${label}</strong
        ><span class="muted num">${points.length === 0 ? 'no values yet' : `${points.length} values, ${low} to ${high}`}</span>
      </figcaption>
      ${
        points.length === 0
          ? nothing
          : html`${this.#line(points, low, high, `${channel.name}, ${label}`)}
              <details>
                <summary>${icon('chev')}The same as a table</summary>
                <div class="table-wrap" tabindex="0" role="region" aria-label="Values of ${channel.name}, ${label}">
                  <table class="data">
                    <thead>
                      <tr>
                        <th scope="col">Time</th>
                        <th scope="col" class="n">${label}</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${points.toReversed().map(
                        ({ at, value }) =>
                          html`<tr>
                            <td class="num">${clockTime(at)}</td>
                            <td class="n num">${value}</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </div>
              </details>`
      }
    </figure>`;
  }

  #line(points: { at: string; value: number }[], low: number, high: number, name: string): TemplateResult {
    const start = Date.parse(points[0]?.at ?? '');
    const span = Math.max(1, Date.parse(points.at(-1)?.at ?? '') - start);
    const range = high - low || 1;
    const place = ({ at, value }: { at: string; value: number }): [number, number] => [
      points.length === 1 ? WIDTH / 2 : ((Date.parse(at) - start) / span) * WIDTH,
      high === low ? HEIGHT / 2 : HEIGHT - ((value - low) / range) * HEIGHT,
    ];
    const placed = points.map(place);
    return html`<svg
      viewBox="-8 -8 ${WIDTH + 16} ${HEIGHT + 16}"
      role="img"
      aria-label="${name}: ${points.length} values from ${low} to ${high}, the last is ${points.at(-1)?.value ?? ''}"
    >
      ${[0, HEIGHT / 2, HEIGHT].map((y) => svg`<line class="grid" x1="0" x2=${WIDTH} y1=${y} y2=${y} />`)}
      <polyline class="line" points=${placed.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      ${placed.length <= 40 ? placed.map(([x, y]) => svg`<circle cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="3.5" />`) : nothing}
    </svg>`;
  }
}

customElements.define('pocket-channel-chart', ChannelChart);
