// The anatomy of a control (interface.md §4) as one style sheet that all elements share.
import { css } from 'lit';

/**
 * Put it first: `static override styles = [controlStyles, css`…`]`. Classes: `.control` with `.control-head` (`.control-title`,
 * `.badge`, `.control-purpose`, `.actions`), `.control-body`, `.control-foot` (`.state`, `.actions`); `.button` with `primary`,
 * `quiet`, `danger`, `small`, `large`; `.field`, `.fields`, `.choices`, `.checks`, `.facts`; `.table-wrap` with `table.data`;
 * `.codefield`, `.codeview`, `pre.code`; `.more`, `.defs`; `.problem`, `.empty`.
 */
export const controlStyles = css`
  /* ── Base: a shadow root inherits fonts and colours, not the page's reset ── */
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
  kbd,
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
  .button:hover {
    background: var(--pocket-color-accent-soft);
    border-color: var(--pocket-color-accent);
    color: var(--pocket-color-text);
  }
  .button:active {
    translate: 0 1px;
  }
  .button.primary {
    background: var(--pocket-color-accent);
    border-color: var(--pocket-color-accent);
    color: var(--pocket-color-on-accent);
    font-weight: var(--pocket-weight-strong);
  }
  .button.primary:hover {
    background: var(--pocket-color-accent-strong);
    border-color: var(--pocket-color-accent-strong);
    color: var(--pocket-color-on-accent);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--pocket-color-accent);
  }
  .button.quiet:hover {
    background: var(--pocket-color-accent-soft);
    color: var(--pocket-color-accent-strong);
  }
  .button.danger {
    border-color: var(--pocket-color-bad);
    color: var(--pocket-color-bad);
  }
  .button.danger:hover {
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
    translate: none;
  }
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

  /* ── Control: title, purpose, body, state, actions ──────────────── */
  .control {
    border: 1px solid var(--pocket-color-line);
    border-radius: var(--pocket-radius-medium);
    background: var(--pocket-color-surface);
    font: var(--pocket-text-ui);
    overflow: clip;
    container-type: inline-size;
  }
  .control-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    padding: 1rem 1.25rem 0;
    min-block-size: 3rem;
  }
  .control-title {
    font: 600 1rem / 1.5rem var(--pocket-font-text);
  }
  .control-purpose {
    flex-basis: 100%;
    order: 9;
    color: var(--pocket-color-text-muted);
    /* A row of its own, with lines of 64 characters: a max-width would let it share the row. */
    padding-inline-end: max(0px, 100% - 64ch);
  }
  .control-head > .actions {
    margin-inline-start: auto;
  }
  .control-body {
    padding: 1rem 1.25rem 0;
  }
  .control-body:last-child {
    padding-block-end: 1.25rem;
  }
  .control-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem 1.5rem;
    padding: 1rem 1.25rem;
  }
  .control > :is(.table-wrap, .serial, .journey, .inspector, .twin, .stages, .halves) + .control-foot {
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .control-body.halves + .control-foot {
    margin-block-start: 1.25rem;
  }
  .compact .control-head + .control-foot {
    padding-block-start: 0.75rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .state {
    flex: 1 1 16rem;
    display: flex;
    gap: 0.5rem;
    color: var(--pocket-color-text-muted);
  }
  .state .icon {
    margin-block-start: 0.25rem;
  }
  .state strong {
    color: var(--pocket-color-text);
    font-weight: 600;
  }
  .state[data-state='done'] > .icon {
    color: var(--pocket-color-good);
  }
  .state[data-state='warn'] > .icon {
    color: var(--pocket-color-warn);
  }
  .state[data-state='bad'] > .icon {
    color: var(--pocket-color-bad);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    padding: 0 0.5rem;
    min-block-size: 1.5rem;
    border-radius: var(--pocket-radius-full);
    background: var(--pocket-color-sunk);
    color: var(--pocket-color-text-muted);
    font: 500 0.8125rem / 1.25rem var(--pocket-font-text);
  }
  .badge .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .badge.good {
    background: var(--pocket-color-good-soft);
    color: var(--pocket-color-good);
  }
  .badge.warn {
    background: var(--pocket-color-warn-soft);
    color: var(--pocket-color-warn);
  }
  .badge.bad {
    background: var(--pocket-color-bad-soft);
    color: var(--pocket-color-bad);
  }
  .badge.live {
    background: none;
    color: var(--pocket-color-good);
    padding-inline: 0;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 1rem 2rem;
  }
  .fields .grow {
    flex: 1 1 18rem;
  }
  .with-led {
    position: relative;
    display: block;
  }
  .with-led .led {
    position: absolute;
    inset-block-start: 0.8125rem;
    inset-inline-start: 0.75rem;
  }
  .with-led select {
    padding-inline-start: 1.875rem;
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
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.625rem;
    min-block-size: 2rem;
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
  .defs {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.5rem 1.5rem;
    padding: 0.5rem 0 0 1.5rem;
    font: var(--pocket-text-ui);
  }

  /* ── Tables ─────────────────────────────────────────────────────── */
  .table-wrap {
    overflow-x: auto;
    margin-block-start: 0.75rem;
    border-block-start: 1px solid var(--pocket-color-line);
  }
  .table-wrap:last-child {
    padding-block-end: 0.25rem;
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  .data th,
  .data td {
    padding: 0.5rem 1.25rem;
    text-align: start;
    border-block-end: 1px solid var(--pocket-color-line);
    white-space: nowrap;
    font-weight: 400;
  }
  .data tbody tr:last-child > * {
    border-block-end: 0;
  }
  .data thead th {
    font: 500 0.8125rem / 1.25rem var(--pocket-font-text);
    color: var(--pocket-color-text-muted);
  }
  .data :is(td, th) {
    vertical-align: middle;
  }
  .data .switch {
    vertical-align: middle;
  }
  .data .n {
    text-align: end;
  }
  .data th[aria-sort]::after {
    content: ' ↓';
  }
  tr[data-selected] {
    background: var(--pocket-color-accent-soft);
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.5rem;
  }
  .switch input {
    appearance: none;
    inline-size: 2.25rem;
    block-size: 1.25rem;
    border: 1.5px solid var(--pocket-color-line-control);
    border-radius: 1rem;
    background: var(--pocket-color-surface);
    position: relative;
    cursor: pointer;
  }
  .switch input::after {
    content: '';
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: calc(1.25rem - 7px);
    block-size: calc(1.25rem - 7px);
    border-radius: 50%;
    background: var(--pocket-color-line-control);
  }
  .switch input:checked {
    border-color: var(--pocket-color-bad);
    background: var(--pocket-color-bad-soft);
  }
  .switch input:checked::after {
    inset-inline: auto 2px;
    background: var(--pocket-color-bad);
  }
  .switch input:disabled {
    border-style: dashed;
    cursor: not-allowed;
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
  /* ── States ── */
  .problem {
    display: flex;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
    color: var(--pocket-color-text);
  }
  .problem .icon {
    margin-block-start: 0.25rem;
    color: var(--pocket-color-bad);
  }
  .empty {
    color: var(--pocket-color-text-muted);
  }
  .control[data-state='loading'] :is(.button, select, input) {
    border-style: dashed;
  }
  .button[aria-busy='true'] {
    cursor: progress;
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

  @container (max-width: 30rem) {
    .control-head > .actions {
      margin-inline: -0.625rem auto;
      order: 10;
      flex-basis: 100%;
      padding-block-start: 0.5rem;
    }
    .control-head > .actions:has(.button:not(.quiet):first-child) {
      margin-inline-start: 0;
    }
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
