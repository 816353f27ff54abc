// Look of the journey around its diagram: picker, inspector, the list in words.
import { css } from 'lit';

export const journeyControlStyles = css`
  .pick {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem;
    padding: 0.75rem 1.25rem 0;
  }
  .pick .field {
    flex: 1 1 16rem;
  }
  .inspector {
    display: grid;
    gap: 0.75rem;
    padding: 1.25rem;
    border-block-start: 1px solid var(--pocket-color-line);
    background: var(--pocket-color-page);
  }
  .inspector :is(h4, h5, h6) {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font: 600 1rem / 1.5rem var(--pocket-font-text);
    margin: 0;
  }
  .inspector .step {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    border-radius: 50%;
    background: var(--pocket-color-accent);
    color: var(--pocket-color-on-accent);
    font-size: 0.8125rem;
  }
  .inspector > p {
    max-inline-size: 64ch;
  }
  .inspector .actions {
    margin-inline-start: -0.625rem;
  }
  .inspector pre {
    max-block-size: 20rem;
  }
  .inspector [aria-pressed='true'] {
    background: var(--pocket-color-accent-soft);
    color: var(--pocket-color-accent-strong);
  }
  .when {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    font: var(--pocket-text-small);
  }
  .when div {
    display: flex;
    gap: 0.5rem;
  }
  .when dt {
    color: var(--pocket-color-text-muted);
  }
  .when dd {
    overflow-wrap: anywhere;
  }
  .twin {
    border-block-start: 1px solid var(--pocket-color-line);
    padding: 0.75rem 1.25rem;
  }
  .twin > summary {
    font-size: 0.9375rem;
  }
  .twin ol {
    display: grid;
    gap: 0.375rem;
    padding-block: 0.5rem;
    counter-reset: n;
  }
  .twin li {
    counter-increment: n;
    position: relative;
    padding-inline-start: 6.25rem;
    overflow-wrap: anywhere;
  }
  .twin li::before {
    content: counter(n);
    position: absolute;
    inset-inline-start: 0;
    color: var(--pocket-color-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .twin li > .num {
    position: absolute;
    inset-inline-start: 1.5rem;
    inline-size: 4rem;
    text-align: end;
    color: var(--pocket-color-text-muted);
    font-size: 0.875rem;
  }
  .twin li[data-selected] {
    background: var(--pocket-color-accent-soft);
    box-shadow:
      -0.5rem 0 var(--pocket-color-accent-soft),
      -0.6875rem 0 var(--pocket-color-accent);
  }
  @container (max-width: 30rem) {
    .twin li {
      padding-inline-start: 1.5rem;
    }
    .twin li > .num {
      position: static;
      display: block;
      text-align: start;
    }
  }
  @media (forced-colors: active) {
    .twin li[data-selected] {
      outline: 1px solid;
    }
    .inspector .step {
      border: 1px solid;
    }
  }
`;
