// Look of the sequence diagram: three lanes, rows that are arrows or boxes (interface.md §6).
import { css } from 'lit';

export const journeyStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .journey {
    --hop-time: 4.25rem;
    padding: 1.25rem 1.25rem 1rem;
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .lanes {
    display: grid;
    grid-template-columns: repeat(3, 1fr) var(--hop-time);
  }
  .lanes li {
    display: grid;
    justify-items: center;
    text-align: center;
    gap: 0.125rem;
    padding-inline: 0.25rem;
    align-content: start;
  }
  .lanes strong {
    font-weight: 600;
    line-height: 1.25rem;
  }
  .lanes small {
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
    overflow-wrap: anywhere;
    min-block-size: 1.25rem;
  }
  .lane-icon {
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    margin-block-end: 0.375rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: 0.625rem;
    background: var(--pocket-color-surface);
    color: var(--pocket-color-text);
  }
  .lane-icon .icon {
    inline-size: 1.375rem;
    block-size: 1.375rem;
  }
  .hops-wrap {
    position: relative;
    padding-block: 0.75rem;
    margin-inline: -0.75rem;
    min-block-size: 4.5rem;
  }
  .lifelines {
    position: absolute;
    inset: 0;
    inset-inline: 0.75rem calc(var(--hop-time) + 0.75rem);
  }
  .lifelines i {
    position: absolute;
    inset-block: 0.25rem 0;
    border-inline-start: 1.5px dashed var(--pocket-color-line-control);
    opacity: 0.6;
  }
  .lifelines i:nth-child(1) {
    inset-inline-start: 16.667%;
  }
  .lifelines i:nth-child(2) {
    inset-inline-start: 50%;
  }
  .lifelines i:nth-child(3) {
    inset-inline-start: 83.333%;
  }
  .hops {
    position: relative;
    display: grid;
    gap: 2px;
  }
  .hop {
    position: relative;
    display: grid;
    grid-template-columns: repeat(6, 1fr) var(--hop-time);
    align-items: end;
    inline-size: 100%;
    min-block-size: 3.75rem;
    padding: 0.375rem 0.75rem 0.625rem;
    border: 0;
    border-radius: 0.5rem;
    background: transparent;
    color: inherit;
    font: var(--pocket-text-ui);
    text-align: start;
    cursor: pointer;
  }
  .hop:hover {
    background: color-mix(in srgb, var(--pocket-color-accent-soft) 55%, transparent);
  }
  .hop[aria-pressed='true'] {
    background: var(--pocket-color-accent-soft);
    box-shadow: inset 3px 0 var(--pocket-color-accent);
  }
  :host(:dir(rtl)) .hop[aria-pressed='true'] {
    box-shadow: inset -3px 0 var(--pocket-color-accent);
  }
  .hop-time {
    grid-row: 1;
    grid-column: 7;
    align-self: center;
    justify-self: end;
    color: var(--pocket-color-text-muted);
    font-size: 0.8125rem;
    white-space: nowrap;
    direction: ltr;
  }
  .hop-msg {
    grid-row: 1;
    display: grid;
    position: relative;
    min-inline-size: 0;
    padding-block-end: 0.625rem;
    padding-inline: 0.75rem;
    white-space: nowrap;
  }
  .hop-msg code,
  .hop-note code {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 0.75rem;
    line-height: 1.125rem;
    color: var(--pocket-color-text-muted);
    overflow-wrap: normal;
  }
  .hop-what {
    font-weight: 600;
    line-height: 1.25rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  [data-path='device-cloud'] .hop-msg,
  [data-path='cloud-device'] .hop-msg {
    grid-column: 2 / 4;
  }
  [data-path='cloud-server'] .hop-msg,
  [data-path='server-cloud'] .hop-msg {
    grid-column: 4 / 6;
  }
  .hop-line {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 3px;
    border-block-end: 2px solid var(--hop-ink);
    color: var(--hop-ink);
  }
  .hop-line .icon {
    position: absolute;
    inset-block-start: -4px;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    inset-inline-end: -1px;
  }
  .hop[data-kind='event'] {
    --hop-ink: var(--pocket-color-accent);
  }
  .hop[data-kind='answer'] {
    --hop-ink: var(--pocket-color-text-muted);
  }
  .hop[data-kind='error'] {
    --hop-ink: var(--pocket-color-bad);
  }
  .hop[data-kind='error'] .hop-what {
    color: var(--pocket-color-bad);
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
  }
  .hop[data-kind='error'] .hop-what .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    flex: none;
  }
  :is(.hop[data-kind='answer'], .hop[data-kind='error']) .hop-line {
    border-block-end-style: dashed;
  }
  :is([data-path='server-cloud'], [data-path='cloud-device']) .hop-line .icon {
    inset-inline: -1px auto;
    transform: scaleX(-1);
  }
  :host(:dir(rtl)) .hop-line .icon {
    transform: scaleX(-1);
  }
  :host(:dir(rtl)) :is([data-path='server-cloud'], [data-path='cloud-device']) .hop-line .icon {
    transform: none;
  }
  .hop-note {
    grid-row: 1;
    justify-self: center;
    display: grid;
    justify-items: center;
    max-inline-size: 100%;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-small);
    background: var(--pocket-color-surface);
    text-align: center;
  }
  [data-path='device'] .hop-note {
    grid-column: 1 / 3;
  }
  [data-path='cloud'] .hop-note {
    grid-column: 3 / 5;
  }
  [data-path='server'] .hop-note {
    grid-column: 5 / 7;
  }
  .hop-note > * {
    max-inline-size: 100%;
  }
  .hop-note:not(:has(code)) {
    padding-inline: 0.625rem;
  }
  .hop:has(.hop-note) {
    min-block-size: 3.5rem;
    padding-block: 0.25rem;
    align-items: center;
  }
  .hop[data-kind='error'] .hop-note {
    border-color: var(--pocket-color-bad);
    border-style: dashed;
  }
  .hop-sub {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--pocket-color-good);
  }
  .hop-sub .icon {
    inline-size: 0.75rem;
    block-size: 0.75rem;
  }
  .waiting {
    display: grid;
    grid-template-columns: repeat(6, 1fr) var(--hop-time);
    min-block-size: 3rem;
    align-items: center;
    padding-inline: 0.75rem;
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
  }
  .waiting > span {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    justify-self: center;
    padding: 0.25rem 0.625rem;
    border: 1px dashed var(--pocket-color-line-control);
    border-radius: var(--pocket-radius-full);
    background: var(--pocket-color-surface);
    white-space: nowrap;
  }
  .waiting[data-lane='device'] > span {
    grid-column: 1 / 3;
  }
  .waiting[data-lane='cloud'] > span {
    grid-column: 3 / 5;
  }
  .waiting[data-lane='server'] > span {
    grid-column: 5 / 7;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin: 0;
    padding-block-start: 0.75rem;
    font: var(--pocket-text-small);
    color: var(--pocket-color-text-muted);
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .legend i {
    flex: none;
  }
  .key {
    inline-size: 1.5rem;
    border-block-end: 2px solid var(--pocket-color-accent);
  }
  .key.dashed {
    border-block-end: 2px dashed var(--pocket-color-text-muted);
  }
  .key.box {
    block-size: 0.75rem;
    border: 1px solid var(--pocket-color-line-control);
    border-radius: 3px;
  }

  /* Only an arrow that has just happened is drawn; an old one is simply there. */
  @keyframes draw {
    from {
      clip-path: inset(-1rem 100% -1rem 0);
    }
    to {
      clip-path: inset(-1rem 0 -1rem 0);
    }
  }
  @keyframes draw-back {
    from {
      clip-path: inset(-1rem 0 -1rem 100%);
    }
    to {
      clip-path: inset(-1rem 0 -1rem 0);
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .hop.fresh .hop-line {
    animation: draw var(--pocket-motion-hop) var(--pocket-motion-ease);
  }
  .hop.fresh:is([data-path='server-cloud'], [data-path='cloud-device']) .hop-line {
    animation-name: draw-back;
  }
  :host(:dir(rtl)) .hop.fresh .hop-line {
    animation-name: draw-back;
  }
  :host(:dir(rtl)) .hop.fresh:is([data-path='server-cloud'], [data-path='cloud-device']) .hop-line {
    animation-name: draw;
  }
  .hop.fresh .hop-note {
    animation: appear var(--pocket-motion-move) var(--pocket-motion-ease);
  }
  @media (prefers-reduced-motion: reduce) {
    .hop.fresh :is(.hop-line, .hop-note) {
      animation: none;
    }
  }

  @container (max-width: 30rem) {
    .journey {
      --hop-time: 0rem;
    }
    .lanes small {
      display: none;
    }
    .hop-time {
      grid-column: 5 / 7;
    }
    :is([data-path='cloud-server'], [data-path='server-cloud'], [data-path='server']) .hop-time {
      grid-column: 1 / 3;
      justify-self: start;
    }
    .hop-msg {
      padding-inline: 0.5rem;
    }
    .hop-note {
      margin-inline: -0.5rem;
      padding-inline: 0.375rem;
      font-size: 0.8125rem;
    }
    .hop-msg > :is(code, .hop-what) {
      justify-self: start;
      max-inline-size: 100%;
      background: var(--pocket-color-surface);
    }
    .hop:is(:hover, [aria-pressed='true']) .hop-msg > * {
      background: transparent;
    }
    .hop-sub {
      font-size: 0.75rem;
    }
  }
  @media (forced-colors: active) {
    .hop[aria-pressed='true'] {
      outline: 1px solid;
      outline-offset: -1px;
    }
    .key,
    .hop-line {
      forced-color-adjust: none;
    }
  }
`;
