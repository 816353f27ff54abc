// The fields that filter the event log: two in sight, two behind a disclosure.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';
import type { EventFilter, KindFilter } from './event-filter.ts';
import type { WireDevice } from '../../client/cloud-answers.ts';

const kinds: readonly { kind: KindFilter; label: string }[] = [
  { kind: 'all', label: 'All kinds' },
  { kind: 'published', label: 'Published' },
  { kind: 'hook', label: 'Hook events' },
  { kind: 'error', label: 'Errors' },
  { kind: 'system', label: 'System' },
];

export interface EventFilterForm {
  /** Tells the form apart from that of another log on the page. */
  label: string;
  filter: EventFilter;
  devices: readonly WireDevice[] | null;
  onChange: (change: Partial<EventFilter>) => void;
}

export const eventFilterForm = ({ label, filter: { prefix, kind, device, text }, devices, onChange }: EventFilterForm): TemplateResult => {
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`<form class="filter" role="search" aria-label=${label} @submit=${(event: Event) => event.preventDefault()}>
    <label class="field"
      >Starts with (case counts)
      <input
        type="search"
        .value=${live(prefix)}
        placeholder="WebhookDemo01"
        autocomplete="off"
        spellcheck="false"
        maxlength="64"
        @input=${(event: Event) => onChange({ prefix: value(event) })}
    /></label>
    <label class="field"
      >Kind
      <select @change=${(event: Event) => onChange({ kind: value(event) as KindFilter })}>
        ${kinds.map((one) => html`<option value=${one.kind} ?selected=${one.kind === kind}>${one.label}</option>`)}
      </select></label
    >
    <details class="more-filters" ?open=${device !== '' || text !== ''}>
      <summary>${icon('chev')}More filters</summary>
      <div class="filter-rest">
        <label class="field"
          >From
          <select @change=${(event: Event) => onChange({ device: value(event) })}>
            <option value="" ?selected=${device === ''}>Everyone</option>
            <option value="api" ?selected=${device === 'api'}>API</option>
            ${(devices ?? []).map(({ id, name }) => html`<option value=${id} ?selected=${id === device}>${name}</option>`)}
          </select></label
        >
        <label class="field"
          >Name or data contains
          <input
            type="search"
            .value=${live(text)}
            autocomplete="off"
            spellcheck="false"
            maxlength="128"
            @input=${(event: Event) => onChange({ text: value(event) })}
        /></label>
      </div>
    </details>
  </form>`;
};
