// Colours of the board and the patterns of its light. The board is a thing: it keeps its colours in forced-colours mode and is never mirrored.
import { css } from 'lit';

export const boardStyles = css`
  .board {
    position: relative;
    margin: 0.75rem auto 0;
    padding-inline: 1.25rem;
    max-inline-size: 44rem;
  }
  .board-art {
    display: block;
    inline-size: 100%;
    block-size: auto;
    overflow: visible;
    forced-color-adjust: none;
  }
  .pcb {
    fill: var(--pocket-color-board);
    stroke: var(--pocket-color-board-edge);
    stroke-width: 1.5;
  }
  .pcb-shadow {
    fill: #000;
    opacity: 0.16;
    filter: blur(6px);
  }
  .pad {
    fill: var(--pocket-color-board-gold);
  }
  .used {
    fill: none;
    stroke: var(--pocket-led-cyan);
    stroke-width: 1.6;
    opacity: 0.85;
  }
  .hole {
    fill: #10181b;
  }
  .print {
    fill: var(--pocket-color-board-print);
    font-family: var(--pocket-font-text);
    text-anchor: middle;
    font-size: 11px;
  }
  .print.pinname {
    font-size: 10px;
    font-weight: 600;
    opacity: 0.92;
  }
  .print.label {
    font-size: 13px;
    font-weight: 700;
    letter-spacing: 0.06em;
  }
  .print.small {
    font-size: 10px;
    font-weight: 600;
    letter-spacing: 0.06em;
    opacity: 0.85;
  }
  .trace path {
    fill: none;
    stroke: #3d535c;
    stroke-width: 1.6;
    opacity: 0.65;
  }
  .via circle {
    fill: #3d535c;
  }
  .mount circle {
    fill: var(--pocket-color-surface);
    stroke: var(--pocket-color-board-gold);
    stroke-width: 4;
  }
  .metal-edge {
    stroke: #6f7c80;
    stroke-width: 1;
  }
  .metal-line {
    stroke: #7f8b8f;
    stroke-width: 1.5;
  }
  .port {
    fill: #2b3437;
  }
  .jst rect,
  .jst {
    fill: #eceae2;
    stroke: #8f8d84;
  }
  .jst-in {
    fill: #b9b6aa;
  }
  .jst-pin {
    stroke: #6b695f;
    stroke-width: 4;
  }
  .tact rect {
    fill: #b7c1c3;
    stroke: #6f7c80;
  }
  .tact circle {
    stroke: #87949a;
    stroke-width: 1.2;
  }
  .tact.down circle {
    filter: brightness(0.82);
  }
  .led-case {
    fill: #f7f9f8;
    stroke: #9aa6a9;
  }
  .unlit {
    fill: #dfe6e6;
    stroke: #9aa6a9;
  }
  .spark {
    fill: #fff;
    opacity: 0.9;
  }
  .d7-lens {
    fill: #bcd0ea;
  }
  .d7-lit {
    fill: #2f7bff;
  }
  .d7-glow {
    fill: #4c9bff;
  }
  .d7 > [opacity] {
    transition: opacity 80ms;
  }
  .lead {
    fill: #cfd6d7;
  }
  .part {
    fill: #11191c;
  }
  .part-tan {
    fill: #b58b54;
  }
  .shield-in {
    fill: none;
    stroke: #8d999c;
    stroke-width: 1;
    stroke-dasharray: 1 7;
    stroke-linecap: round;
  }
  .engrave path {
    fill: none;
    stroke: #465357;
    stroke-width: 1.8;
    stroke-linejoin: round;
  }
  .engraved {
    fill: #37444a;
    font: 600 13px var(--pocket-font-text);
  }
  .engraved.tiny {
    font: 500 10.5px var(--pocket-font-code);
    fill: #465359;
  }
  .engraved.light {
    font-size: 10px;
    fill: #4a5458;
  }
  .ufl rect {
    fill: #cfd7d8;
  }
  .ufl circle {
    fill: #d9b662;
    stroke: #8f7635;
  }
  .ufl circle + circle {
    fill: #5b4a1c;
  }
  .antenna {
    fill: #efe9da;
    stroke: #a69d86;
  }
  .antenna-line {
    fill: none;
    stroke: #b48a3a;
    stroke-width: 2.4;
  }
  .board-art.off {
    opacity: 0.75;
  }

  /* The status light */
  .c-cyan {
    fill: var(--pocket-led-cyan);
  }
  .c-magenta {
    fill: var(--pocket-led-magenta);
  }
  .c-green {
    fill: var(--pocket-led-green);
  }
  .c-blue {
    fill: var(--pocket-led-blue);
  }
  .c-yellow {
    fill: var(--pocket-led-yellow);
  }
  .c-red {
    fill: var(--pocket-led-red);
  }
  .c-white {
    fill: var(--pocket-led-white);
  }
  .rgb {
    transition: fill 160ms;
  }
  .p-off :is(.lens, .glow) {
    opacity: 0;
  }
  .p-breathe :is(.lens, .glow) {
    animation: breathe 3s ease-in-out infinite;
  }
  .p-quick :is(.lens, .glow) {
    animation: breathe 1.2s ease-in-out infinite;
  }
  .p-blink :is(.lens, .glow) {
    animation: blink 0.5s infinite;
  }
  .p-fast :is(.lens, .glow) {
    animation: blink 0.4s infinite;
  }
  .p-slow :is(.lens, .glow) {
    animation: blink 2s infinite;
  }
  .p-sos :is(.lens, .glow) {
    animation: sos 7s infinite;
  }
  .p-rainbow {
    animation: rainbow 6s linear infinite;
  }
  @keyframes breathe {
    0%,
    100% {
      opacity: 0.15;
    }
    50% {
      opacity: 1;
    }
  }
  @keyframes blink {
    0%,
    49% {
      opacity: 1;
    }
    50%,
    100% {
      opacity: 0.06;
    }
  }
  /* Three short, three long, three short, and a pause: slower than hardware, so that nobody is hurt by it. */
  @keyframes sos {
    0%,
    3%,
    6.1%,
    9%,
    12.1%,
    15%,
    21.1%,
    30%,
    33.1%,
    42%,
    45.1%,
    54%,
    60.1%,
    63%,
    66.1%,
    69%,
    72.1%,
    75% {
      opacity: 1;
    }
    3.1%,
    6%,
    9.1%,
    12%,
    15.1%,
    21%,
    30.1%,
    33%,
    42.1%,
    45%,
    54.1%,
    60%,
    63.1%,
    66%,
    69.1%,
    72%,
    75.1%,
    100% {
      opacity: 0.08;
    }
  }
  @keyframes rainbow {
    0%,
    100% {
      fill: var(--pocket-led-red);
    }
    17% {
      fill: var(--pocket-led-yellow);
    }
    33% {
      fill: var(--pocket-led-green);
    }
    50% {
      fill: var(--pocket-led-cyan);
    }
    67% {
      fill: var(--pocket-led-blue);
    }
    83% {
      fill: var(--pocket-led-magenta);
    }
  }

  /* The buttons */
  .board-button {
    position: absolute;
    inline-size: 7%;
    aspect-ratio: 1;
    min-inline-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: transparent;
    cursor: pointer;
    translate: -50% -50%;
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
  }
  .board-button[aria-disabled='true'] {
    cursor: not-allowed;
  }
  .board-button:hover:not([aria-disabled='true']) {
    box-shadow: 0 0 0 2px var(--pocket-led-cyan);
  }
  .board-button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 5px #0e181c;
  }
  .board-button.mode {
    left: calc(1.25rem + (100% - 2.5rem) * 0.2111);
    top: 32.67%;
  }
  .board-button.reset {
    left: calc(1.25rem + (100% - 2.5rem) * 0.35);
    top: 65.33%;
  }
  .board-keys {
    display: none;
  }
  .board-keys .button {
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
  }
  .board-keys .button[data-down] {
    border-color: var(--pocket-color-accent);
    background: var(--pocket-color-accent-soft);
  }
  @container (max-width: 30rem) {
    .board {
      padding-inline: 0.75rem;
    }
    .board-button {
      display: none;
    }
    .board-keys {
      display: flex;
      gap: 0.5rem;
      padding: 1rem 1.25rem 0;
    }
    .board-keys .button {
      flex: 1;
    }
    .print.pinname,
    .print.small {
      display: none;
    }
    .print.label {
      font-size: 17px;
    }
  }
  .led {
    display: inline-block;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border-radius: 50%;
    background: var(--pocket-led-cyan);
    box-shadow: inset 0 0 0 1px rgb(0 60 70 / 0.55);
    forced-color-adjust: none;
  }

  /* What stands around it */
  .sense {
    display: grid;
    gap: 0.75rem;
    padding: 1rem 1.25rem 0;
  }
  .sense-row {
    display: grid;
    grid-template-columns: minmax(6rem, auto) minmax(6rem, 1fr) 5.5rem;
    align-items: center;
    gap: 0.25rem 1rem;
  }
  .sense-row label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }
  .sense-row output {
    text-align: end;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .sense-wave {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .sense-wave input {
    inline-size: 5rem;
    min-block-size: 2rem;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    padding: 1rem 1.25rem 0;
    border: 0;
    margin: 0;
  }
  .switches label {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2rem;
    cursor: pointer;
  }
  .switches input {
    accent-color: var(--pocket-color-accent);
  }
  .more {
    padding-inline: 1.25rem;
  }
  .more :is(.sense, .switches) {
    padding-inline: 0;
  }
  @container (max-width: 30rem) {
    .sense-row {
      grid-template-columns: 1fr auto;
    }
    .sense-row input {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .rgb,
    .rgb :is(.lens, .glow) {
      animation: none !important;
      transition: none !important;
    }
    .rgb:not(.p-off) :is(.lens, .glow) {
      opacity: 1;
    }
  }
`;
