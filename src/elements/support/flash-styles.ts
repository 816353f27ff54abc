// Looks of <pocket-flash>: stages in a row, the transfer, the proof.
import { css } from 'lit';

export const flashStyles = css`
  .what {
    display: grid;
    gap: 1rem;
  }
  .file-facts {
    margin-block-start: 0.75rem;
  }
  .facts code {
    overflow-wrap: anywhere;
  }
  .stages {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    gap: 0.5rem;
    margin-block-start: 1rem;
    padding: 0.875rem 1.25rem;
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .stages li {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: 0.875rem;
    font-weight: 500;
  }
  .stages em {
    display: block;
    min-block-size: 1.25rem;
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
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
  .transfer {
    display: grid;
    gap: 0.375rem;
    padding-block: 0 1rem;
    font: var(--pocket-text-small);
  }
  .proof {
    padding: 0 1.25rem 1rem;
  }
  @container (max-width: 38rem) {
    .stages {
      grid-template-columns: 1fr 1fr;
    }
  }
  @container (max-width: 24rem) {
    .stages {
      grid-template-columns: 1fr;
    }
  }
`;
