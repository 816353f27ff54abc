// The anatomy of a control (interface.md §4): head, body, foot, state line, badges.
import { css } from 'lit';

export const frameStyles = css`
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
  .badge.now {
    background: var(--pocket-color-accent-soft);
    color: var(--pocket-color-accent);
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
`;
