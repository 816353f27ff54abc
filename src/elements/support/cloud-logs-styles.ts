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
