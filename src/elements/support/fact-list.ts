// Facts about a thing as the rows of a `<dl>`: every control that tells some draws them alike (`.facts` of form-styles.ts).
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** A term in the page's words, and its value: text or a template. */
export type Fact = readonly [term: string, value: unknown];

export const factRows = (facts: readonly Fact[]): TemplateResult[] =>
  facts.map(
    ([term, value]) =>
      html`<div>
        <dt>${term}</dt>
        <dd>${value}</dd>
      </div>`,
  );
