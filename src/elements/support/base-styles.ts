// The ground of every shadow tree: it inherits fonts and colours, not the page's reset, links, buttons and fields (site/base.css).
import { css } from 'lit';

/** `test/elements/styles.test.ts` holds it to `site/base.css`: what both say is the same. */
export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    font: var(--pocket-text-ui);
    color: var(--pocket-color-text);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ol,
  ul,
  dl,
  dd,
  pre,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2,
  h3,
  h4 {
    font: inherit;
  }
  ol,
  ul {
    list-style: none;
  }
  a {
    color: var(--pocket-color-accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  a:hover {
    color: var(--pocket-color-accent-strong);
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--pocket-color-focus);
    outline-offset: 2px;
    border-radius: 4px;
  }
  code,
  pre,
  textarea {
    font-family: var(--pocket-font-code);
  }
  code {
    direction: ltr;
    unicode-bidi: isolate;
    font-size: 0.86em;
    font-variant-ligatures: none;
    overflow-wrap: anywhere;
  }
  .num,
  time,
  output {
    font-variant-numeric: tabular-nums;
    unicode-bidi: isolate;
  }
  .muted {
    color: var(--pocket-color-text-muted);
  }
  .icon {
    inline-size: 1rem;
    block-size: 1rem;
    flex: none;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :host(:dir(rtl)) :is(.i-arrow, .i-chev, .i-head, .i-undo, .i-skip) {
    transform: scaleX(-1);
  }
  mark {
    background: var(--pocket-color-accent-soft);
    color: inherit;
    border-radius: 3px;
    box-shadow: inset 0 -1px var(--pocket-color-accent-line);
  }

  /* ── Buttons and fields ─────────────────────────────────────────── */
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: var(--pocket-target);
    padding: 0.25rem 0.875rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-surface);
    color: var(--pocket-color-text);
    font: var(--pocket-text-ui);
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }
  .button:not(:disabled, [aria-disabled='true']):hover {
    background: var(--pocket-color-accent-soft);
    border-color: var(--pocket-color-accent);
    color: var(--pocket-color-text);
  }
  .button:not(:disabled, [aria-disabled='true']):active {
    translate: 0 1px;
  }
  .button.primary {
    background: var(--pocket-color-accent);
    border-color: var(--pocket-color-accent);
    color: var(--pocket-color-on-accent);
    font-weight: var(--pocket-weight-strong);
  }
  .button.primary:not(:disabled, [aria-disabled='true']):hover {
    background: var(--pocket-color-accent-strong);
    border-color: var(--pocket-color-accent-strong);
    color: var(--pocket-color-on-accent);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--pocket-color-accent);
  }
  .button.quiet:not(:disabled, [aria-disabled='true']):hover {
    background: var(--pocket-color-accent-soft);
    color: var(--pocket-color-accent-strong);
  }
  .button.danger {
    border-color: var(--pocket-color-bad);
    color: var(--pocket-color-bad);
  }
  .button.danger:not(:disabled, [aria-disabled='true']):hover {
    background: var(--pocket-color-bad-soft);
  }
  .button.small {
    min-block-size: 2rem;
    padding-inline: 0.625rem;
    font-size: 0.875rem;
  }
  .button.large {
    min-block-size: 3rem;
    padding-inline: 1.375rem;
    font-size: 1.0625rem;
    border-radius: 0.5rem;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    background: var(--pocket-color-sunk);
    border: 1px dashed var(--pocket-color-line-control);
    color: var(--pocket-color-text-muted);
    font-weight: 500;
    cursor: not-allowed;
  }
  .button[aria-busy='true'] {
    cursor: progress;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition-duration: 1ms !important;
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
    }
  }
  @media (forced-colors: active) {
    .badge:not(.live),
    tr[data-selected],
    [aria-pressed='true'] {
      outline: 1px solid;
      outline-offset: -1px;
    }
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
