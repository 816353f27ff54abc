// Which journey is shown: the newest as it arrives, or any that the cloud has, page by page.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { JourneyRow } from '../../client/cloud-answers.ts';
import { actionButton } from './action-button.ts';
import { clockTime } from './moment-text.ts';
import type { Session } from './session.ts';

const words = { waiting: 'under way', done: 'done', error: 'error' };
const OLDER = 'older';

export interface JourneyPicker {
  session: Session;
  rows: readonly JourneyRow[];
  /** The cloud has older ones than `rows`. */
  more: boolean;
  onOlder: () => void;
}

export const journeyPicker = ({ session, rows, more, onOlder }: JourneyPicker): TemplateResult => {
  const from = ({ event }: JourneyRow): string =>
    event.origin === 'api' ? 'the API' : (session.view.devices?.find(({ id }) => id === event.coreid)?.name ?? event.coreid);
  const marked = session.selectedJourney;
  const lost = marked !== null && !rows.some(({ id }) => id === marked);
  const pick = (select: HTMLSelectElement): void => {
    if (select.value === OLDER) {
      select.value = marked ?? '';
      return onOlder();
    }
    const row = rows.find(({ id }) => id === select.value);
    session.selectJourney(row?.id ?? null, row?.event.id ?? null);
  };
  return html`<div class="pick">
    <p class="field">
      <label for="journey">Event</label>
      <select id="journey" .value=${marked ?? ''} @change=${(event: Event) => pick(event.target as HTMLSelectElement)}>
        <option value="" ?selected=${marked === null}>The newest, as it arrives</option>
        ${lost ? html`<option value=${marked} selected>An earlier event</option>` : nothing}
        ${rows.map((row) => html`<option translate="no" value=${row.id} ?selected=${row.id === marked}>${clockTime(row.event.published_at)} ${row.event.name} from ${from(row)}, ${row.hooks === 0 ? 'no webhook' : words[row.state]}</option>`)}
        ${more ? html`<option value=${OLDER}>Show older…</option>` : nothing}
      </select>
    </p>
    ${marked === null ? nothing : actionButton({ label: 'Follow the newest', kind: 'quiet', onClick: () => session.selectJourney(null) })}
  </div>`;
};
