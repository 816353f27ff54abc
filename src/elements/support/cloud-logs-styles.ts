// Look of the attempts: health, table, the attempt that is open.
import { css } from 'lit';

export const cloudLogsStyles = css`
  .hooks {
    display: grid;
    gap: 0.75rem;
    margin-block-end: 1rem;
  }
  .hooks li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1rem;
    justify-content: space-between;
  }
  @container (max-width: 36rem) {
    .hooks li {
      display: grid;
    }
  }
  .took {
    display: none;
  }
  .control-body > .fields {
    gap: 1rem;
  }
  .control-body > .fields .grow {
    flex-basis: 12rem;
  }
  .data :is(th, td) {
    padding-inline: 0.5rem;
  }
  .data :is(th, td):first-child {
    padding-inline-start: 1.25rem;
  }
  .data :is(th, td):last-child {
    padding-inline-end: 1.25rem;
  }
  /* A reason is a sentence: it takes a second line before the table gets wider than its control. */
  .data td:nth-child(3) {
    white-space: normal;
  }
  .answer,
  .took {
    margin-inline-start: 0.25rem;
    color: var(--pocket-color-text-muted);
  }
  @container (max-width: 30rem) {
    .data :is(th, td) {
      padding-inline: 0.375rem;
      font-size: 0.8125rem;
    }
    /* How long it took goes under what came of it. */
    .data .n {
      display: none;
    }
    .took {
      display: inline;
    }
    .answer {
      margin-inline-start: 0;
    }
    .data :is(th, td):nth-child(2) {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
  .hooks span + span {
    color: var(--pocket-color-text-muted);
  }
  .table-wrap {
    max-block-size: 24rem;
    overflow: auto;
  }
  .outcome {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
  }
  .outcome .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .outcome.good {
    color: var(--pocket-color-good);
  }
  .outcome.bad {
    color: var(--pocket-color-bad);
  }
  .outcome.warn {
    color: var(--pocket-color-warn);
  }
  .pick {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--pocket-color-accent);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .pick[aria-pressed='true'] {
    font-weight: 600;
  }
  .detail {
    display: grid;
    gap: 0.5rem;
    padding: 1rem 1.25rem;
    border-block: 1px solid var(--pocket-color-line);
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .detail pre {
    max-block-size: 16rem;
  }
`;
