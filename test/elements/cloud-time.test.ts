import { expect } from '@esm-bundle/chai';
import '../../src/elements/cloud-time.ts';
import { choose, openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const mount = async (): Promise<HTMLElement> => {
  page.stage.innerHTML = '<h1>Lesson</h1><pocket-cloud-time></pocket-cloud-time>';
  const element = page.stage.querySelector<HTMLElement>('pocket-cloud-time')!;
  await page.until(() => element.querySelector('form'));
  return element;
};
const text = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
const speed = (element: Element): HTMLSelectElement => element.querySelector('select')!;
const said = (element: Element): string => element.querySelector('[role="status"]')!.textContent;

it('sets how fast the cloud’s time runs, up to a thousand times', async () => {
  const element = await mount();
  await page.until(() => speed(element).value === '1' && !speed(element).disabled);
  expect([...speed(element).options].map(({ text: name }) => name)).to.deep.equal(['Paused', '×1', '×10', '×60', '×1000']);
  await page.expectAccessible();
  choose(speed(element), '1000');
  await page.until(() => page.session.info?.time.rate === 1000);
  expect((await page.session.cloud.clock()).time.rate).to.equal(1000);
  await page.until(() => said(element) === 'Cloud time runs 1000 times as fast.');
});

it('shows and says what another page set, also a rate that is not on offer', async () => {
  const element = await mount();
  await page.until(() => !speed(element).disabled);
  expect(said(element)).to.equal('');
  await page.session.cloud.setRate(0);
  await page.until(() => speed(element).value === '0');
  expect(said(element)).to.equal('Cloud time is paused.');
  await page.expectAccessible();
  await page.session.cloud.setRate(25);
  await page.until(() => speed(element).selectedOptions[0]?.text === '×25');
  await page.session.cloud.setRate(1);
  await page.until(() => speed(element).value === '1');
  expect(said(element)).to.equal('Cloud time runs like a real clock.');
});

it('skips to what happens next, and says what that was', async () => {
  const element = await mount();
  const skip = (): HTMLButtonElement => element.querySelector('.clock-skip')!;
  await page.until(() => page.session.view.clock);
  expect(skip().getAttribute('aria-disabled')).to.equal('true');
  // An answer of two chunks: the second one comes 250 ms of the cloud's time later.
  const before = Date.parse((await page.session.cloud.clock()).now);
  await page.session.cloud.publish({ name: 'FirstEvent', data: 'x'.repeat(900) });
  await page.until(() => page.session.view.clock?.next && skip().getAttribute('aria-disabled') === null, 'something is due');
  expect(text(element)).to.match(/Next: .+ in \d+:\d\d/);
  skip().click();
  await page.until(() => said(element).startsWith('Skipped to'));
  expect(Date.parse((await page.session.cloud.clock()).now)).to.be.greaterThan(before);
});

it('runs an hour at once', async () => {
  const element = await mount();
  await page.until(() => !speed(element).disabled);
  const before = Date.parse((await page.session.cloud.clock()).now);
  element.querySelector<HTMLButtonElement>('.clock-hour')!.click();
  await page.until(() => said(element).startsWith('An hour has passed.'));
  expect(Date.parse((await page.session.cloud.clock()).now) - before).to.be.within(3_600_000, 3_700_000);
});
