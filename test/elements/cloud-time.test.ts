import { expect } from '@esm-bundle/chai';
import '../../src/elements/cloud-time.ts';
import { openElementPage } from '../support/element-page.ts';
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
const speed = (element: Element, rate: number): HTMLInputElement => element.querySelector<HTMLInputElement>(`input[value="${rate}"]`)!;

it('sets how fast the cloud’s time runs, and shows what another page set', async () => {
  const element = await mount();
  await page.until(() => speed(element, 1).checked);
  await page.expectAccessible();
  speed(element, 60).click();
  await page.until(() => page.session.info?.time.rate === 60);
  expect((await page.session.cloud.clock()).time.rate).to.equal(60);
  await page.session.cloud.setRate(0);
  await page.until(() => speed(element, 0).checked);
  await page.expectAccessible();
});

it('skips to what happens next, and says what that was', async () => {
  const element = await mount();
  const skip = (): HTMLButtonElement => element.querySelector('button')!;
  await page.until(() => page.session.view.clock);
  // An answer of two chunks: the second one comes 250 ms of the cloud's time later.
  const before = Date.parse((await page.session.cloud.clock()).now);
  await page.session.cloud.publish({ name: 'FirstEvent', data: 'x'.repeat(900) });
  await page.until(() => page.session.view.clock?.next && skip().getAttribute('aria-disabled') === null, 'something is due');
  expect(text(element)).to.match(/Next: .+ in \d+:\d\d/);
  skip().click();
  await page.until(() => element.querySelector('[role="status"]')!.textContent.startsWith('Skipped to'));
  expect(Date.parse((await page.session.cloud.clock()).now)).to.be.greaterThan(before);
});
