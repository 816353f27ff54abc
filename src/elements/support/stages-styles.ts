// Looks of the stages of a flash: a mark and a title each, in one row of equal parts that no word can push out of line.
import { css } from 'lit';

export const stagesStyles = css`
  .stages {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    align-items: start;
    gap: 0.5rem;
    padding: 0.875rem 1.25rem;
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .stages li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    font-size: 0.875rem;
    font-weight: 500;
    line-height: 1.25rem;
  }
  .stages em {
    display: block;
    overflow: hidden;
    min-block-size: 1.25rem;
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
    line-height: 1.25rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stages li > :last-child {
    flex: 1;
    min-inline-size: 0;
  }
  .stages progress {
    display: block;
    inline-size: 100%;
  }
  .stage-mark {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    border: 1.5px solid var(--pocket-color-line-control);
    border-radius: 50%;
    color: var(--pocket-color-text-muted);
    font-size: 0.8125rem;
  }
  .stages [data-state='now'] .stage-mark {
    border-color: var(--pocket-color-accent);
    color: var(--pocket-color-accent);
  }
  .stages [data-state='done'] .stage-mark {
    border-color: var(--pocket-color-good);
    color: var(--pocket-color-good);
  }
  .stages [data-state='error'] .stage-mark {
    border-color: var(--pocket-color-bad);
    background: var(--pocket-color-bad-soft);
    color: var(--pocket-color-bad);
  }
  .stages [data-state='error'] em {
    color: var(--pocket-color-bad);
  }
`;
