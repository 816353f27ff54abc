// Look of one server that is open: fault, requests, data.
import { css } from 'lit';

export const serverDetailStyles = css`
  :host {
    display: block;
    border-block: 1px solid var(--pocket-color-line);
    background: var(--pocket-color-page);
  }
  .part {
    padding: 1rem 1.25rem;
  }
  .part + .part {
    padding-block-start: 0;
  }
  .part h4 {
    font: 600 0.9375rem / 1.5rem var(--pocket-font-text);
    margin-block-end: 0.5rem;
  }
  .fault {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
  }
  .fault .field {
    flex: 1 1 10rem;
  }
  .effect {
    margin-block-start: 0.5rem;
    color: var(--pocket-color-text-muted);
  }
  .request {
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .request > summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-block-size: 2.5rem;
  }
  .request[data-selected] > summary {
    background: var(--pocket-color-accent-soft);
    box-shadow: inset 3px 0 var(--pocket-color-accent);
  }
  .request > summary .num {
    color: var(--pocket-color-text-muted);
  }
  .request > summary .end {
    margin-inline-start: auto;
  }
  .request > div {
    display: grid;
    gap: 0.5rem;
    padding-block-end: 0.75rem;
  }
  pre {
    max-block-size: 16rem;
  }
  pre + .actions {
    margin-block-start: 0.5rem;
  }
  .empty-note {
    color: var(--pocket-color-text-muted);
  }
`;
