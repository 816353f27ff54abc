// The list of the API reference: its tools, its groups, and one row a call.
import { css } from 'lit';

export const referenceStyles = css`
  .tools {
    display: grid;
    gap: 1rem 2rem;
  }
  .tools form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.25rem 1rem;
  }
  .tools .field {
    flex: 1 1 16rem;
    max-inline-size: 32rem;
  }
  .tools form > p {
    padding-block-end: 0.375rem;
  }
  .token {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    color: var(--pocket-color-text-muted);
  }
  .token p {
    display: flex;
    gap: 0.5rem;
  }
  .token .icon {
    margin-block-start: 0.25rem;
  }
  .token .button .icon {
    margin: 0;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2rem;
  }
  .columns {
    display: grid;
    gap: 2rem;
    margin-block-start: 1.5rem;
  }
  .groups ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .groups a {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    padding: 0.25rem 0.625rem;
    border-radius: var(--pocket-radius-small);
    color: inherit;
    text-decoration: none;
  }
  .groups a:hover {
    background: var(--pocket-color-accent-soft);
  }
  .list,
  section {
    min-inline-size: 0;
  }
  section {
    scroll-margin-block-start: calc(var(--pocket-frame-bar, 3.5rem) + 1rem);
  }
  section + section {
    margin-block-start: 3rem;
  }
  h2 {
    font: var(--pocket-text-heading);
    letter-spacing: -0.012em;
    margin-block-end: 0.75rem;
  }
  .call {
    border: 1px solid var(--pocket-color-line);
    background: var(--pocket-color-surface);
    scroll-margin-block-start: calc(var(--pocket-frame-bar, 3.5rem) + 1rem);
  }
  .call + .call {
    border-block-start: 0;
  }
  .call:first-of-type {
    border-start-start-radius: var(--pocket-radius-medium);
    border-start-end-radius: var(--pocket-radius-medium);
  }
  .call:last-of-type {
    border-end-start-radius: var(--pocket-radius-medium);
    border-end-end-radius: var(--pocket-radius-medium);
  }
  summary {
    display: grid;
    grid-template-columns: 3.75rem minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0.125rem 0.5rem;
    padding: 0.625rem 1rem;
    border-radius: inherit;
  }
  summary:hover {
    background: var(--pocket-color-accent-soft);
  }
  summary .icon {
    grid-row: 1;
    grid-column: 3;
    align-self: center;
  }
  .method {
    font: 600 0.75rem / 1.5rem var(--pocket-font-code);
  }
  .path {
    font-size: 0.875rem;
  }
  .summary {
    grid-column: 2;
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
  }
  @media (min-width: 64rem) {
    .tools {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: end;
    }
    .columns {
      grid-template-columns: 12rem minmax(0, 1fr);
    }
    .groups {
      position: sticky;
      inset-block-start: calc(var(--pocket-frame-bar, 3.5rem) + 1.5rem);
      align-self: start;
      max-block-size: calc(100dvh - 6rem);
      overflow: auto;
    }
    .groups ul {
      display: grid;
    }
    .list summary {
      padding-inline: 1.25rem;
    }
  }
`;
