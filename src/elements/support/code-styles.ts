// What a machine reads, inside a control: fields and views of code, numbered lines, and the text that tells more.
import { css } from 'lit';

export const codeStyles = css`
  /* Code fields and views */
  .halves {
    display: grid;
    gap: 1.25rem;
  }
  @container (min-width: 40rem) {
    .halves {
      grid-template-columns: 1fr 1fr;
      gap: 1rem;
    }
  }
  .half {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .half-title {
    display: flex;
    justify-content: space-between;
    font: 600 0.8125rem / 1.25rem var(--pocket-font-text);
    margin-block-end: 0.5rem;
  }
  .half-title .muted {
    font-weight: 400;
  }
  .codefield,
  .codeview {
    flex: 1;
    margin: 0;
    inline-size: 100%;
    padding: 0.75rem;
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-sunk);
    color: var(--pocket-color-text);
    font: var(--pocket-text-code);
    font-size: 0.75rem;
    tab-size: 2;
  }
  .codefield {
    resize: vertical;
    border: 1px solid var(--pocket-color-line-control);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    overflow: auto;
    min-block-size: 18.5rem;
  }
  .codefield[aria-invalid='true'] {
    border-color: var(--pocket-color-warn);
    box-shadow: inset 3px 0 var(--pocket-color-warn);
  }
  .codefield:dir(rtl)[aria-invalid='true'] {
    box-shadow: inset -3px 0 var(--pocket-color-warn);
  }
  .codeview {
    border: 1px solid var(--pocket-color-line);
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    direction: ltr;
  }
  .codeview code,
  .code code {
    font-size: inherit;
  }
  .codeview b {
    color: var(--pocket-color-code-keyword);
  }

  /* More */
  .more {
    padding-block: 0.5rem;
  }
  .more > summary,
  .twin > summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2rem;
    color: var(--pocket-color-accent);
    font-weight: 500;
    font-size: 1rem;
  }

  .code {
    margin: 0;
    overflow: auto;
    padding-block: 0.75rem;
    background: var(--pocket-color-sunk);
    font: var(--pocket-text-code);
    counter-reset: line;
    direction: ltr;
  }
  .code code {
    display: block;
    min-inline-size: max-content;
  }
  .ln {
    display: block;
    counter-increment: line;
    padding-inline: 3.5rem 1rem;
    position: relative;
    white-space: pre;
  }
  .ln::before {
    content: counter(line);
    position: absolute;
    inset-inline-start: 0;
    inline-size: 2.5rem;
    text-align: end;
    color: var(--pocket-color-text-muted);
    font-variant-numeric: tabular-nums;
    opacity: 0.85;
  }
  .ln.changed {
    box-shadow: inset 3px 0 var(--pocket-color-accent);
  }
  .ln.bad {
    background: var(--pocket-color-bad-soft);
    box-shadow: inset 3px 0 var(--pocket-color-bad);
  }
  .ln.bad::before {
    color: var(--pocket-color-bad);
    font-weight: 700;
    opacity: 1;
  }
  .c-key {
    color: var(--pocket-color-code-keyword);
    font-weight: 600;
  }
  .c-str {
    color: var(--pocket-color-code-string);
  }
  .c-com {
    color: var(--pocket-color-code-comment);
    font-style: italic;
  }
`;
