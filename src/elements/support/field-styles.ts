// Native fields, bars and disclosures inside a shadow tree, as the page has them (site/base.css).
import { css } from 'lit';

export const fieldStyles = css`
  select,
  input:is([type='text'], [type='search'], [type='number'], [type='email'], [type='password']) {
    min-block-size: var(--pocket-target);
    inline-size: 100%;
    min-inline-size: 0;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-surface);
    color: var(--pocket-color-text);
    font: var(--pocket-text-ui);
    text-overflow: ellipsis;
  }
  select {
    cursor: pointer;
  }
  :is(select, input):hover:not(:disabled) {
    border-color: var(--pocket-color-accent);
  }
  :is(select, input):disabled {
    border-style: dashed;
    background: var(--pocket-color-sunk);
    color: var(--pocket-color-text-muted);
  }
  ::placeholder {
    color: var(--pocket-color-text-muted);
    opacity: 1;
  }
  input:is([type='radio'], [type='checkbox']) {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    flex: none;
  }
  input[type='range'] {
    inline-size: 100%;
    min-block-size: 1.5rem;
    margin: 0;
  }
  .field {
    display: grid;
    gap: 0.25rem;
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
  }
  progress,
  meter {
    appearance: none;
    inline-size: 100%;
    block-size: 0.375rem;
    border: 0;
    border-radius: 1rem;
    background: var(--pocket-color-line);
    overflow: hidden;
    display: block;
  }
  progress::-webkit-progress-bar,
  meter::-webkit-meter-bar {
    background: var(--pocket-color-line);
    border: 0;
    border-radius: 1rem;
    block-size: 0.375rem;
  }
  progress::-webkit-progress-value {
    background: var(--pocket-color-accent);
    border-radius: 1rem;
  }
  progress::-moz-progress-bar {
    background: var(--pocket-color-accent);
  }
  meter::-webkit-meter-optimum-value {
    background: var(--pocket-color-accent);
  }
  /* Chromium lays the bar into the middle of four rows. */
  meter::-webkit-meter-inner-element {
    display: grid;
  }
  meter::-webkit-meter-bar {
    grid-row: 1 / -1;
  }
  summary {
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary .i-chev {
    transition: rotate var(--pocket-motion-quick);
    color: var(--pocket-color-accent);
  }
  details[open] > summary .i-chev {
    rotate: 90deg;
  }
  @media (forced-colors: active) {
    progress,
    meter {
      border: 1px solid CanvasText;
      block-size: 0.5rem;
    }
    progress::-webkit-progress-value,
    meter::-webkit-meter-optimum-value {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
