// Sentences of the model name things in `backticks`; on the page those are code.
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Pieces between backticks become `<code>`; everything is text, whatever it contains. */
export const withCode = (sentence: string): (string | TemplateResult)[] =>
  sentence.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
