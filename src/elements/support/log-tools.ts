// The tools above a log: search, level, category, wrapping.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { LOG_LEVELS } from '../../device/serial/log-line.ts';
import type { LogLevel } from '../../device/serial/log-line.ts';
import type { LogFilter } from './log-filter.ts';

export interface LogToolsOptions {
  filter: LogFilter;
  categories: readonly string[];
  wrap: boolean;
  onFilter: (change: Partial<LogFilter>) => void;
  onWrap: (wrap: boolean) => void;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** `comm.ota` also offers `comm`: a category shows those below it. */
const withParents = (categories: readonly string[]): string[] =>
  [...new Set(categories.flatMap((category) => category.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))))].sort();

export const logTools = ({ filter, categories, wrap, onFilter, onWrap }: LogToolsOptions): TemplateResult =>
  html`<div class="tools" role="search" aria-label="Filter the log">
    <p class="field search">
      <label for="text">Search</label>
      <input
        id="text"
        type="search"
        autocomplete="off"
        spellcheck="false"
        .value=${filter.text}
        @input=${(event: Event) => onFilter({ text: valueOf(event) })}
      />
    </p>
    <p class="field">
      <label for="level">Level</label>
      <select id="level" @change=${(event: Event) => onFilter({ level: (valueOf(event) || null) as LogLevel | null })}>
        <option value="" ?selected=${filter.level === null}>All</option>
        ${LOG_LEVELS.slice(1).map(
          (level) =>
            html`<option value=${level} ?selected=${filter.level === level}>${level === 'PANIC' ? level : `${level} and up`}</option>`,
        )}
      </select>
    </p>
    <p class="field">
      <label for="category">Category</label>
      <select id="category" @change=${(event: Event) => onFilter({ category: valueOf(event) || null })}>
        <option value="" ?selected=${filter.category === null}>All</option>
        ${withParents(categories).map((one) => html`<option value=${one} ?selected=${filter.category === one}>${one}</option>`)}
      </select>
    </p>
    <p class="switch-line">
      <input id="wrap" type="checkbox" .checked=${wrap} @change=${(event: Event) => onWrap((event.target as HTMLInputElement).checked)} />
      <label for="wrap">Wrap</label>
    </p>
  </div>`;
