// What goes onto which device, and how: the fields of <pocket-flash>.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WireDevice } from '../../client/cloud-answers.ts';
import type { FlashStrategy } from '../../device/serial/session-state.ts';

/** Value of the real device among the ids of virtual boards. */
export const REAL = 'usb';

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

export interface FlashTargets {
  boards: readonly WireDevice[];
  /** Null: the real device. */
  board: WireDevice | null;
  way: FlashStrategy;
  still: boolean;
  onTarget: (target: string) => void;
  onWay: (way: FlashStrategy) => void;
}

export const flashTargets = ({ boards, board, way, still, onTarget, onWay }: FlashTargets): TemplateResult =>
  html`<div class="fields">
    <p class="field grow">
      <label for="target">Device</label>
      <select id="target" ?disabled=${still} @change=${(event: Event) => onTarget(valueOf(event))}>
        ${boards.map(({ id, name }) => html`<option value=${id} ?selected=${id === board?.id}>${name}, virtual board</option>`)}
        <option value=${REAL} ?selected=${board === null}>A real device over USB</option>
      </select>
    </p>
    ${
      board
        ? html`<p class="field">
            <label for="way">Way</label>
            <select id="way" ?disabled=${still} @change=${(event: Event) => onWay(valueOf(event) as FlashStrategy)}>
              <option value="ota" ?selected=${way === 'ota'}>Over the air</option>
              <option value="ymodem" ?selected=${way === 'ymodem'}>Over USB</option>
            </select>
          </p>`
        : nothing
    }
  </div>`;

export interface FlashFiles {
  /** The lesson's project; empty: none. */
  project: string;
  own: boolean;
  still: boolean;
  onOwn: (own: boolean) => void;
  onFile: (event: Event) => void;
}

export const flashFiles = ({ project, own, still, onOwn, onFile }: FlashFiles): TemplateResult => {
  const choice = (id: string, value: boolean, words: unknown): TemplateResult =>
    html`<p class="inline-field">
      <input id=${id} type="radio" name="what" .checked=${own === value} ?disabled=${still} @change=${() => onOwn(value)} /><label for=${id}
        >${words}</label
      >
    </p>`;
  return html`${
    project
      ? html`<div class="choices" role="radiogroup" aria-label="What to flash">
          ${choice('lesson', false, html`The lesson’s build, <code>${project}.bin</code>`)} ${choice('own', true, 'A file of mine')}
        </div>`
      : nothing
  }
  ${
    own || !project
      ? html`<p class="field">
          <label for="file">Firmware module (.bin)</label>
          <input id="file" type="file" accept=".bin,application/octet-stream" ?disabled=${still} @change=${onFile} />
        </p>`
      : nothing
  }`;
};
