// What the API reference and its calls look like; both share it.
import { css } from 'lit';

export const apiStyles = css`
  .badge .num {
    font-weight: 600;
  }
  .api-fields {
    display: grid;
    gap: 1rem;
  }
  .api-field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .api-field label {
    font-weight: 600;
  }
  .needed {
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
    font-weight: 400;
  }
  .about {
    color: var(--pocket-color-text-muted);
    font: var(--pocket-text-small);
  }
  .field-problem {
    display: flex;
    gap: 0.375rem;
    align-items: center;
    color: var(--pocket-color-bad);
    font: var(--pocket-text-small);
  }
  .codefield.short {
    min-block-size: 2.25rem;
    background: var(--pocket-color-surface);
    font-size: 0.8125rem;
  }
  .call-body {
    display: grid;
    gap: 2rem;
    padding: 1rem 1.25rem 1.5rem;
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .call-body > div {
    display: grid;
    align-content: start;
    gap: 1.25rem;
    min-inline-size: 0;
  }
  :host {
    container-type: inline-size;
  }
  @container (min-width: 48rem) {
    .call-body {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  h3 {
    font: 600 1rem / 1.5rem var(--pocket-font-text);
  }
  h4 {
    font: 600 0.8125rem / 1.25rem var(--pocket-font-text);
  }
  .part {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  .snippet {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .snippet-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    min-block-size: 2rem;
  }
  .codeview {
    max-inline-size: 100%;
  }
  .codeview.tall {
    max-block-size: 24rem;
  }
  .answer {
    display: grid;
    gap: 0.75rem;
    min-inline-size: 0;
  }
  .answer-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  .answers {
    display: grid;
    gap: 0.5rem;
  }
  .answers dt {
    font-weight: 600;
  }
  .answers dd + dt {
    margin-block-start: 0.5rem;
  }
  .more {
    padding-block: 0;
  }
  .more > summary {
    font-size: 0.9375rem;
  }
  .more > .api-fields,
  .more > .codeview {
    margin-block-start: 0.75rem;
  }
`;
