// Looks of the hero control: its line with the button, and the four stops of the route.
import { css } from 'lit';

export const firstEventStyles = css`
  .hero {
    border-color: var(--pocket-color-accent-line);
  }
  .hero-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 1rem 2rem;
    padding: 1.5rem 1.5rem 1.25rem;
  }
  .hero-line > div {
    flex: 1 1 18rem;
  }
  .hero .control-title {
    font: var(--pocket-text-subheading);
  }
  .hero .control-foot {
    padding-inline: 1.5rem;
    padding-block: 0.25rem 1.25rem;
  }
  /* Two lines from the start: what it says never moves what stands below. */
  .hero .state {
    min-block-size: 3rem;
  }
  .button[aria-disabled='true'] {
    background: var(--pocket-color-accent);
    border: 1px solid var(--pocket-color-accent);
    color: var(--pocket-color-on-accent);
    font-weight: var(--pocket-weight-strong);
    cursor: progress;
  }
  .route {
    display: grid;
    gap: 0.5rem;
    padding: 0.5rem 1.5rem 0.75rem;
  }
  .route li {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 1.75rem;
  }
  .route-mark {
    z-index: 1;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    border: 1px dashed var(--pocket-color-line-control);
    border-radius: 50%;
    background: var(--pocket-color-surface);
    color: var(--pocket-color-text-muted);
  }
  .route-mark .icon {
    inline-size: 0.75rem;
    block-size: 0.75rem;
  }
  [data-state='done'] > .route-mark {
    border: 1px solid var(--pocket-color-good);
    background: var(--pocket-color-good-soft);
    color: var(--pocket-color-good);
  }
  [data-state='error'] > .route-mark {
    border: 1px solid var(--pocket-color-bad);
    background: var(--pocket-color-bad-soft);
    color: var(--pocket-color-bad);
  }
  .route-what {
    font-weight: 600;
  }
  [data-state='ahead'] .route-what {
    color: var(--pocket-color-text-muted);
  }
  .route em {
    display: inline;
    margin-inline-start: 0.5rem;
    color: var(--pocket-color-text-muted);
    font-size: 0.875rem;
    font-style: normal;
    font-weight: 400;
  }
  .route li + li::before {
    position: absolute;
    inset-block: -0.9rem calc(50% + 0.625rem);
    inset-inline-start: 0.6rem;
    border-inline-start: 1px dashed var(--pocket-color-line-control);
    content: '';
  }
  .route li[data-state='done']::before {
    border-inline-start: 1px solid var(--pocket-color-good);
  }
  @container (min-width: 36rem) {
    .route {
      grid-template-columns: repeat(3, 1fr) 10.5rem;
      gap: 0;
    }
    .route li {
      display: grid;
      align-content: start;
      justify-items: start;
      gap: 0.375rem;
      min-block-size: 4.875rem;
      padding-inline-end: 1rem;
    }
    .route li + li::before {
      content: none;
    }
    .route li:not(:last-child)::after {
      position: absolute;
      inset-block-start: 0.625rem;
      inset-inline: 1.625rem 0.375rem;
      border-block-start: 1px dashed var(--pocket-color-line-control);
      content: '';
    }
    .route li[data-state='done']:not(:last-child):has(+ [data-state='done'])::after {
      border-block-start: 1px solid var(--pocket-color-good);
    }
    .route li:last-child {
      padding-inline-end: 0;
    }
    .route em {
      display: block;
      margin: 0;
    }
    .hero .state {
      min-block-size: 1.5rem;
    }
  }
`;
