// The heading that names a control, at the level that fits the page's outline.
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** The heading that names a control, `id="title"` in its shadow root. */
export const controlHeading = (level: number, title: unknown): TemplateResult => {
  if (level <= 2) return html`<h2 class="control-title" id="title">${title}</h2>`;
  if (level === 3) return html`<h3 class="control-title" id="title">${title}</h3>`;
  if (level === 4) return html`<h4 class="control-title" id="title">${title}</h4>`;
  if (level === 5) return html`<h5 class="control-title" id="title">${title}</h5>`;
  return html`<h6 class="control-title" id="title">${title}</h6>`;
};
