// Looks of the log console: its tools, its lines of one height, and the line that is looked at.
import { css } from 'lit';

export const deviceLogsStyles = css`
  .sources {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
  }
  .sources label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2rem;
    cursor: pointer;
  }
  .recording {
    padding-block-start: 0.75rem;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(9rem, 1fr) 9rem 10rem auto;
    align-items: end;
    gap: 0.5rem 0.75rem;
    padding-block-start: 0.75rem;
  }
  .tools .switch-line {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--pocket-target);
  }
  .pane {
    position: relative;
    margin-block-start: 0.75rem;
    border-block: 1px solid var(--pocket-color-line);
    background: var(--pocket-color-sunk);
  }
  .lines {
    position: relative;
    block-size: 20rem;
    overflow-x: hidden;
    overflow-y: auto;
    overflow-anchor: none;
    padding-block: 0.25rem;
    font: var(--pocket-text-code);
    line-height: 1.25rem;
    direction: ltr;
    text-align: left;
  }
  .lines:focus-visible {
    outline-offset: -2px;
  }
  .spacer {
    overflow: clip;
  }
  .row {
    display: grid;
    grid-template-columns: 12.5ch 9ch 5.5ch minmax(0, 1fr);
    gap: 0 1ch;
    inline-size: 100%;
    margin: 0;
    padding: 0 1.25rem;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
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
  .row[data-chosen] {
    background: var(--pocket-color-accent-soft);
  }
  .host,
  .device,
  .category {
    color: var(--pocket-color-text-muted);
  }
  .device {
    text-align: end;
  }
  .level {
    font-weight: 600;
    color: var(--pocket-color-text-muted);
  }
  .level[data-level='warn'] {
    color: var(--pocket-color-warn);
  }
  .level[data-level='bad'] {
    color: var(--pocket-color-bad);
  }
  .text {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .wrap .text {
    overflow-wrap: anywhere;
    white-space: break-spaces;
    word-break: break-all;
  }
  .mark {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    block-size: 1.25rem;
    padding: 0 1.25rem;
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
    overflow: hidden;
    white-space: nowrap;
  }
  .mark::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--pocket-color-line-control);
    order: 1;
  }
  .mark time {
    order: 2;
  }
  .mark span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .mark .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .mark:is([data-mark='lost'], [data-mark='reset']) > :is(.icon, span) {
    color: var(--pocket-color-warn);
  }
  .mark.dropped {
    block-size: auto;
    padding-block: 0.375rem;
    border-block-end: 1px solid var(--pocket-color-line);
    white-space: normal;
  }
  .mark.dropped::after {
    content: none;
  }
  .mark.dropped .icon {
    flex: none;
  }
  .probe {
    position: absolute;
    inset-block-start: 0;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
  }
  .lines .probe .text {
    overflow: visible;
    white-space: pre;
  }
  .nothing {
    padding: 1.5rem 1.25rem;
    color: var(--pocket-color-text-muted);
  }
  .waiting {
    position: absolute;
    inset-block-end: 0.5rem;
    inset-inline-start: 50%;
    translate: -50%;
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 2rem;
    padding: 0 0.875rem;
    border: 1px solid var(--pocket-color-accent);
    border-radius: var(--pocket-radius-full);
    background: var(--pocket-color-raised);
    color: var(--pocket-color-accent);
    font: var(--pocket-text-small);
    cursor: pointer;
  }
  .pane:dir(rtl) .waiting {
    translate: 50%;
  }
  .detail {
    padding: 0.75rem 1.25rem;
    border-block-end: 1px solid var(--pocket-color-line);
    font: var(--pocket-text-small);
  }
  .detail .codeview {
    max-block-size: 8rem;
    margin-block: 0.5rem;
  }
  .detail .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  .detail .facts {
    gap: 0.25rem 1.5rem;
  }
  .detail .facts dd {
    min-block-size: 1.5rem;
  }
  .send {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 9rem auto;
    align-items: end;
    gap: 0.5rem 0.75rem;
    padding: 0.75rem 1.25rem 0;
  }
  .stages + .send {
    padding-block-start: 0;
  }
  @container (max-width: 38rem) {
    .tools {
      grid-template-columns: 1fr 1fr;
    }
    .tools .search {
      grid-column: 1 / -1;
    }
  }
  @container (max-width: 34rem) {
    .row {
      grid-template-columns: auto auto 1fr;
    }
    .row .text {
      grid-column: 1 / -1;
    }
    .send {
      grid-template-columns: 1fr auto;
    }
    .send .what {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .row:is([data-selected], [data-chosen]) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
