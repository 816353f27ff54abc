// The icons of the interface as inline SVG: no sprite, no requests, no inline styles.
import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';

const shapes = {
  logo: {
    size: 24,
    shape: svg`<path d="M7.2 11.2A4.6 4.6 0 0 1 16 9.6a3.4 3.4 0 0 1 1.4 1.6" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/><path d="M3 11.5h18v3.8a6.2 6.2 0 0 1-6.2 6.2H9.2A6.2 6.2 0 0 1 3 15.3z" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linejoin="round"/><circle cx="12" cy="16.2" r="1.7" fill="currentColor"/>`,
  },
  check: {
    size: 16,
    shape: svg`<path d="m3.2 8.4 3.1 3.2 6.5-7" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  lock: {
    size: 16,
    shape: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  undo: {
    size: 16,
    shape: svg`<path d="M3.5 3.5v3.6h3.6M3.9 7A4.8 4.8 0 1 1 4 9.9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  warn: {
    size: 16,
    shape: svg`<path d="M8 2.2 14.4 13.3H1.6z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path d="M8 6.4v3.2" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="11.4" r=".9" fill="currentColor"/>`,
  },
  error: {
    size: 16,
    shape: svg`<path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path d="M8 4.9v3.7" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="10.9" r=".9" fill="currentColor"/>`,
  },
  info: {
    size: 16,
    shape: svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 7.4v3.6" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="5" r=".9" fill="currentColor"/>`,
  },
  send: {
    size: 16,
    shape: svg`<path d="M14 2 7.2 8.8M14 2 9.7 14l-2.5-5.2L2 6.3z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>`,
  },
  play: { size: 16, shape: svg`<path d="M4.5 2.8 13 8l-8.5 5.2z" fill="currentColor"/>` },
  stop: { size: 16, shape: svg`<rect x="3.8" y="3.8" width="8.4" height="8.4" rx="1.5" fill="currentColor"/>` },
  pause: { size: 16, shape: svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>` },
  skip: {
    size: 16,
    shape: svg`<path d="M3.5 3.5 9.5 8l-6 4.5zM12 3.5v9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"/>`,
  },
  clock: {
    size: 16,
    shape: svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 4.6V8l2.4 1.7" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>`,
  },
  flash: {
    size: 16,
    shape: svg`<path d="M9.2 1.5 3.2 9h3.9l-.6 5.5L12.8 7H8.7z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>`,
  },
  copy: {
    size: 16,
    shape: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  plus: { size: 16, shape: svg`<path d="M8 3v10M3 8h10" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>` },
  arrow: {
    size: 16,
    shape: svg`<path d="M3 8h10M9 4l4 4-4 4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  chev: {
    size: 16,
    shape: svg`<path d="m6 3.5 4.5 4.5L6 12.5" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  up: {
    size: 16,
    shape: svg`<path d="M3.5 10 8 5.5l4.5 4.5" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  board: {
    size: 16,
    shape: svg`<rect x="1.8" y="4" width="12.4" height="8" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M4 4V2.6M7 4V2.6M10 4V2.6M4 13.4V12M7 13.4V12M10 13.4V12" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/><rect x="8" y="6.5" width="4" height="3" rx=".5" fill="currentColor"/>`,
  },
  cloud: {
    size: 16,
    shape: svg`<path d="M4.6 12.5a3 3 0 0 1-.3-6A4 4 0 0 1 12 7.3a2.6 2.6 0 0 1-.4 5.2z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>`,
  },
  server: {
    size: 16,
    shape: svg`<rect x="2.5" y="2.5" width="11" height="4.6" rx="1.2" fill="none" stroke="currentColor" stroke-width="1.5"/><rect x="2.5" y="8.9" width="11" height="4.6" rx="1.2" fill="none" stroke="currentColor" stroke-width="1.5"/><circle cx="5.2" cy="4.8" r=".9" fill="currentColor"/><circle cx="5.2" cy="11.2" r=".9" fill="currentColor"/>`,
  },
  file: {
    size: 16,
    shape: svg`<path d="M4 1.8h5.2L12.5 5v9.2H4z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/><path d="M9 2v3.2h3.4" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
  },
  therm: {
    size: 16,
    shape: svg`<path d="M6 9.2V3.5a2 2 0 0 1 4 0v5.7a3 3 0 1 1-4 0z" fill="none" stroke="currentColor" stroke-width="1.4"/><circle cx="8" cy="11.5" r="1.5" fill="currentColor"/><path d="M8 10.5V6" stroke="currentColor" stroke-width="1.4"/>`,
  },
  key: {
    size: 16,
    shape: svg`<circle cx="5.3" cy="10.7" r="2.8" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="m7.3 8.7 6-6M11 5l1.8 1.8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>`,
  },
  dot: { size: 16, shape: svg`<circle cx="8" cy="8" r="3.2" fill="currentColor"/>` },
  head: { size: 10, shape: svg`<path d="M1 .8 9 5 1 9.2z" fill="currentColor"/>` },
  open: {
    size: 16,
    shape: svg`<path d="M6.5 3H3v10h10V9.5M9.5 2.5h4v4M13 3 7.5 8.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  download: {
    size: 16,
    shape: svg`<path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13h10" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  trash: {
    size: 16,
    shape: svg`<path d="M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  refresh: {
    size: 16,
    shape: svg`<path d="M12.8 6.2A5.2 5.2 0 1 0 13.2 9M13 2.8v3.6H9.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  close: { size: 16, shape: svg`<path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>` },
  user: {
    size: 16,
    shape: svg`<circle cx="8" cy="5.4" r="2.6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M3 13.4a5 5 0 0 1 10 0" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>`,
  },
};

export type IconName = keyof typeof shapes;

/** One icon in the colour of the text around it. It says nothing to a screen reader: a word always stands beside it. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon i-${name}" viewBox="0 0 ${shapes[name].size} ${shapes[name].size}" aria-hidden="true" focusable="false">
    ${shapes[name].shape}
  </svg>`;
