// Looks of the event log: rows of two lines, in a card of the text or filling the dock.
import { css } from 'lit';

export const eventLogStyles = css`
  :host([dock]) {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
  }
  .log {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  :host([dock]) .log {
    flex: 1;
  }
  .log-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-block-size: 3rem;
    padding: 0.75rem 1.25rem 0;
  }
  .log-head .actions {
    margin-inline: auto -0.625rem;
    gap: 0;
  }
  ::slotted(h2) {
    margin: 0;
    font: 600 1rem / 1.5rem var(--pocket-font-text) !important;
  }
  .pulse {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--pocket-color-good);
  }
  .filter {
    display: grid;
    grid-template-columns: 1fr 9rem;
    align-items: end;
    gap: 0.25rem 0.75rem;
    padding: 0.5rem 1.25rem 0.5rem;
  }
  .more-filters {
    grid-column: 1 / -1;
  }
  .more-filters summary {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.5rem;
    color: var(--pocket-color-accent);
    font: var(--pocket-text-small);
  }
  .more-filters summary .icon {
    inline-size: 0.75rem;
    block-size: 0.75rem;
  }
  .filter-rest {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.75rem;
    padding-block: 0.25rem 0.5rem;
  }
  .chain {
    padding: 0.5rem 1.25rem;
    background: var(--pocket-color-accent-soft);
    font: var(--pocket-text-small);
  }
  .chain p {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
  }
  .chain p .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    translate: 0 0.1875rem;
    color: var(--pocket-color-accent);
  }
  .whole summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.5rem;
  }
  .whole summary .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .whole .codeview {
    max-block-size: 9rem;
    margin-block: 0.25rem;
  }
  .link.at-start {
    margin-inline-start: 0;
  }
  .link {
    min-block-size: 1.5rem;
    margin-inline-start: auto;
    padding: 0.125rem 0.25rem;
    border: 0;
    background: none;
    color: var(--pocket-color-accent);
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .via {
    display: block;
    color: var(--pocket-color-text-muted);
    font-size: 0.75rem;
    line-height: 1rem;
    text-align: end;
  }
  .columns,
  .row {
    display: grid;
    grid-template-columns: 3.75rem minmax(0, 1fr) minmax(3rem, auto);
    gap: 0 0.75rem;
    inline-size: 100%;
    padding: 0.5rem 1.25rem;
    font: var(--pocket-text-small);
    text-align: start;
  }
  .columns {
    padding-block: 0.5rem 0.375rem;
    border-block-end: 1px solid var(--pocket-color-line);
    color: var(--pocket-color-text-muted);
    font-weight: 500;
  }
  .columns span:last-child,
  .from {
    max-inline-size: 8rem;
    text-align: end;
  }
  .body {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  .log.control .body {
    block-size: 24rem;
    flex: none;
    background: var(--pocket-color-sunk);
  }
  .rows {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .older {
    display: grid;
    place-items: center;
    padding: 0.5rem;
  }
  /* Two lines, always: the list knows where every row is without measuring. */
  .row {
    block-size: 3.5rem;
    align-items: start;
    border: 0;
    border-block-end: 1px solid var(--pocket-color-line);
    background: transparent;
    color: var(--pocket-color-text-muted);
    cursor: pointer;
  }
  .row:hover {
    background: var(--pocket-color-surface);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row[data-selected] {
    background: var(--pocket-color-accent-soft);
    box-shadow: inset 3px 0 var(--pocket-color-accent);
  }
  .row[data-selected]:dir(rtl) {
    box-shadow: inset -3px 0 var(--pocket-color-accent);
  }
  .ev {
    display: flex;
    align-items: baseline;
    gap: 0.375rem;
    color: var(--pocket-color-text);
    font-weight: 600;
  }
  .ev .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    translate: 0 0.125rem;
    color: var(--pocket-color-text-muted);
  }
  .ev code {
    font-size: 0.78125rem;
  }
  :is([data-kind='device'], [data-kind='api']) .ev .icon {
    color: var(--pocket-color-accent);
  }
  [data-kind='error'] :is(.ev, .ev .icon) {
    color: var(--pocket-color-bad);
  }
  .what {
    min-inline-size: 0;
  }
  .ev code,
  .ev-data {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .ev-data {
    display: block;
    min-block-size: 1.25rem;
    margin-inline-start: 1.25rem;
    font-size: 0.75rem;
  }
  .from {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .waiting {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 0.375rem;
    inline-size: max-content;
    min-block-size: 2rem;
    margin-inline: auto;
    padding-inline: 0.75rem;
    border: 1px solid var(--pocket-color-accent);
    border-radius: var(--pocket-radius-full);
    background: var(--pocket-color-raised);
    color: var(--pocket-color-accent);
    font: 600 0.8125rem / 1.25rem var(--pocket-font-text);
    box-shadow: var(--pocket-shadow-float);
    cursor: pointer;
  }
  .body > .empty {
    display: grid;
    justify-items: start;
    gap: 0.75rem;
    padding: 1rem 1.25rem;
  }
  .log-foot {
    display: grid;
    gap: 0.5rem;
    padding: 0.75rem 1.25rem 1rem;
    border-block-start: 1px solid var(--pocket-color-line);
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
  }
  .log-foot p {
    display: flex;
    justify-content: space-between;
  }
  @container (max-width: 23rem) {
    .log-head .actions .icon {
      display: none;
    }
    .log-head .actions .button,
    .log-head ::slotted(.button) {
      padding-inline: 0.5rem;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.28;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .pulse {
      animation: breathe 2s ease-in-out infinite;
    }
  }
  @media (forced-colors: active) {
    .row[data-selected] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .pulse {
      forced-color-adjust: none;
    }
  }
`;
