// Fields of a control: rows of them, facts, choices, boxes to tick, and the dialog that asks once more.
import { css } from 'lit';

export const formStyles = css`
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 1rem 2rem;
  }
  .fields .grow {
    flex: 1 1 18rem;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
  }
  .facts dt {
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
  }
  .facts dd {
    min-block-size: var(--pocket-target);
    display: flex;
    align-items: center;
  }
  .choices {
    display: grid;
    gap: 0.75rem;
  }
  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0.25rem 0.625rem;
  }
  .choice > :is(select, input[type='text']) {
    grid-column: 2;
  }
  @container (min-width: 34rem) {
    .choice {
      grid-template-columns: auto 12rem 1fr;
    }
    .choice > :is(select, input[type='text']) {
      grid-column: 3;
    }
  }
  .checks {
    display: grid;
    gap: 0.25rem;
  }
  .checks > div {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0 0.625rem;
    min-block-size: 2rem;
  }
  .checks > div > :nth-child(n + 3) {
    grid-column: 2;
  }
  @container (min-width: 34rem) {
    .checks > div {
      display: flex;
      flex-wrap: wrap;
    }
  }
  .checks > div,
  .choice {
    position: relative;
  }
  .checks label::after {
    content: '';
    position: absolute;
    inset: 0;
    cursor: pointer;
  }
  .choice > label::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline: 0 auto;
    inline-size: 12.5rem;
    max-block-size: 2.25rem;
    cursor: pointer;
  }
  .inline-field {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
  }
  .inline-field select {
    min-block-size: 2rem;
    inline-size: auto;
    font-size: 0.875rem;
    padding-inline: 0.5rem;
  }

  /* ── Dialog ── */
  dialog {
    max-inline-size: min(32rem, calc(100vw - 2rem));
    padding: 1.5rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-medium);
    background: var(--pocket-color-raised);
    color: var(--pocket-color-text);
    font: var(--pocket-text-ui);
    box-shadow: var(--pocket-shadow-float);
  }
  dialog::backdrop {
    background: rgb(8 16 18 / 0.42);
  }
  dialog > * + * {
    margin-block-start: 1rem;
  }
  dialog .actions {
    justify-content: flex-end;
  }
`;
