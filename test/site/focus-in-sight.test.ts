// What has focus stays in sight when the page above it grows, and lets go when a person scrolls away from it.
import { expect } from '@esm-bundle/chai';
import { keepFocusInSight } from '../../src/site/focus-in-sight.ts';

const frames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));

let stop: () => void;
let control: HTMLElement;
let growing: HTMLElement;
let summary: HTMLElement;
const box = (height: number, parent: HTMLElement = document.body): HTMLElement => {
  const element = document.createElement('div');
  element.style.height = `${height}px`;
  parent.append(element);
  return element;
};
const shows = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

beforeEach(async () => {
  // A control that begins above the summary and whose top stays in the window: scroll anchoring holds on to it.
  control = box(innerHeight / 2);
  control.style.height = 'auto';
  growing = box(innerHeight / 2, control);
  const host = document.createElement('div');
  document.body.append(host);
  host.attachShadow({ mode: 'open' }).innerHTML = '<details><summary>More</summary></details><button>Next</button>';
  summary = host.shadowRoot!.querySelector('summary')!;
  box(4000);
  stop = keepFocusInSight();
  summary.focus({ focusVisible: true });
  await frames();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
  scrollTo(0, 0);
});

it('is brought back when a control above it grows by more than the window', async () => {
  growing.style.height = `${innerHeight * 2}px`;
  await frames();
  expect(shows(summary)).to.equal(true);
  expect(scrollY).to.be.greaterThan(0);
});

it('is brought back when the control grows in the moment the focus comes', async () => {
  summary.blur();
  await frames();
  summary.focus({ focusVisible: true });
  growing.style.height = `${innerHeight * 2}px`;
  await frames();
  expect(shows(summary)).to.equal(true);
});

it('is brought back after a step within one shadow tree, which no event tells', async () => {
  const next = summary.parentElement!.nextElementSibling as HTMLElement;
  next.focus({ focusVisible: true });
  growing.style.height = `${innerHeight * 2}px`;
  await frames();
  expect(shows(next)).to.equal(true);
});

it('is let go by a person who scrolls on', async () => {
  scrollTo(0, innerHeight * 2);
  await frames();
  const before = scrollY;
  growing.style.height = `${innerHeight}px`;
  await frames();
  expect(shows(summary)).to.equal(false);
  expect(scrollY).to.be.at.least(before);
});

it('does nothing for a focus that a mouse left on a button', async () => {
  summary.blur();
  summary.focus({ focusVisible: false });
  await frames();
  growing.style.height = `${innerHeight * 2}px`;
  await frames();
  expect(scrollY).to.equal(0);
});
