// Tables of a control, each in a region that scrolls.
import { css } from 'lit';

export const tableStyles = css`
  /* ── Tables ─────────────────────────────────────────────────────── */
  .table-wrap {
    overflow-x: auto;
    margin-block-start: 0.75rem;
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .table-wrap:last-child {
    padding-block-end: 0.25rem;
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  .data th,
  .data td {
    padding: 0.5rem 1.25rem;
    text-align: start;
    border-block-end: 1px solid var(--pocket-color-line);
    white-space: nowrap;
    font-weight: 400;
  }
  .data tbody tr:last-child > * {
    border-block-end: 0;
  }
  .data thead th {
    font: 500 0.8125rem / 1.25rem var(--pocket-font-text);
    color: var(--pocket-color-text-muted);
  }
  .data :is(td, th) {
    vertical-align: middle;
  }
  .data .n {
    text-align: end;
  }
  .data th[aria-sort]::after {
    content: ' ↓';
  }
  tr[data-selected] {
    background: var(--pocket-color-accent-soft);
  }
`;
