// Links to another control of the same page, wherever its author put it.
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Id by which the first `tag` of the page can be reached: its own, or that of the last heading before it. */
const anchorOf = (tag: string): string | null => {
  const target = document.querySelector(tag);
  if (!target) return null;
  if (target.id) return target.id;
  let id: string | null = null;
  for (const heading of document.querySelectorAll('h1[id], h2[id], h3[id], h4[id]')) {
    if (!(heading.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    id = heading.id;
  }
  return id;
};

/** `text` as a link to `tag`, or as plain text on a page that has no such control. */
export const pageLink = (tag: string, text: string): TemplateResult => {
  const anchor = anchorOf(tag);
  return anchor ? html`<a href="#${anchor}">${text}</a>` : html`${text}`;
};
