// One field of a call: what it is, and where to type it in.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ApiField } from '../../model/api-call.ts';
import { icon } from './icon.ts';

export interface ApiFieldInput {
  field: ApiField;
  /** Unique in the form. */
  id: string;
  value: string;
  problem: string | null;
  /** Values that exist in this cloud. */
  suggestions: readonly { value: string; label: string }[];
  onValue: (value: string) => void;
  onFiles: (files: readonly File[]) => void;
}

const places: Record<ApiField['place'], string> = {
  path: 'in the path',
  query: 'in the query',
  body: 'in the body',
  basic: 'in the header',
  file: 'part',
};

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

const options = (choices: readonly string[], value: string): TemplateResult[] =>
  ['', ...choices].map((one) => html`<option value=${one} ?selected=${one === value}>${one || 'not sent'}</option>`);

const control = ({ field, id, value, problem, suggestions, onValue, onFiles }: ApiFieldInput): TemplateResult => {
  const about = `${id}-about${problem ? ` ${id}-problem` : ''}`;
  const invalid = problem ? 'true' : nothing;
  switch (field.kind) {
    case 'boolean':
    case 'choice':
      return html`<select id=${id} aria-describedby=${about} @change=${(event: Event) => onValue(valueOf(event))}>
        ${options(field.kind === 'boolean' ? ['true', 'false'] : field.choices, value)}
      </select>`;
    case 'json':
      return html`<textarea
        id=${id}
        class="codefield short"
        rows="2"
        spellcheck="false"
        aria-describedby=${about}
        aria-invalid=${invalid}
        .value=${live(value)}
        @input=${(event: Event) => onValue(valueOf(event))}
      ></textarea>`;
    case 'file':
      return html`<input
        id=${id}
        type="file"
        multiple
        aria-describedby=${about}
        @change=${(event: Event) => onFiles([...((event.target as HTMLInputElement).files ?? [])])}
      />`;
    default:
      return html`<input
          id=${id}
          type=${field.kind === 'secret' ? 'password' : 'text'}
          inputmode=${field.kind === 'number' ? 'decimal' : nothing}
          autocomplete="off"
          spellcheck="false"
          list=${suggestions.length > 0 ? `${id}-list` : nothing}
          aria-describedby=${about}
          aria-invalid=${invalid}
          .value=${live(value)}
          @input=${(event: Event) => onValue(valueOf(event))}
        />${
          suggestions.length > 0
            ? html`<datalist id="${id}-list">${suggestions.map((one) => html`<option value=${one.value}>${one.label}</option>`)}</datalist>`
            : nothing
        }`;
  }
};

export const apiField = (input: ApiFieldInput): TemplateResult => {
  const { field, id, problem } = input;
  return html`<div class="api-field">
    <label for=${id}><code>${field.name}</code>${field.required ? html` <span class="needed">needed</span>` : nothing}</label>
    ${control(input)}
    <p class="about" id="${id}-about">${field.type}, ${places[field.place]}${field.note ? `. ${field.note}` : ''}</p>
    ${problem ? html`<p class="field-problem" id="${id}-problem" role="alert">${icon('error')}${problem}</p>` : nothing}
  </div>`;
};
