// The control of a fleet: what it will do, what it does, and that it stops; with its real worker.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/fleet.ts';
import { openElementPage, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let element: HTMLElement;
const text = (selector: string): string => element.shadowRoot?.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const choose = (selector: string, value: string): void => {
  const field = element.shadowRoot!.querySelector<HTMLInputElement>(selector)!;
  field.value = value;
  field.dispatchEvent(new Event('change'));
};
const press = (): void => element.shadowRoot!.querySelector<HTMLButtonElement>('.control-foot .button')!.click();

before(async () => {
  page = await openElementPage();
  element = await page.mount('<pocket-fleet event="tick" count="5"></pocket-fleet>');
});
after(() => page.close());

it('says how much it will publish, keeps the number in its bounds, and everyone can use it', async () => {
  expect(text('#state')).to.contain('5 boards will publish 5 times a minute.');
  choose('#count', '5000');
  await page.until(() => text('.control-foot .button') === 'Start 1000 boards', 'at most a thousand');
  choose('#count', '20');
  await page.until(() => text('.control-foot .button') === 'Start 20 boards', 'twenty');
  await page.expectAccessible();
});

it('makes its boards in a product of its own and lets all of them speak at once; then it stops', async () => {
  choose('#rhythm', 'burst');
  press();
  await page.until(() => /Published ?20\b/.test(text('.numbers')), 'twenty events');
  const products = await page.session.cloud.products();
  const own = products.find(({ name }) => name === 'fleet-lab')!;
  const { events } = await page.session.cloud.events({ product: own.id, prefix: 'tick' });
  expect(new Set(events.map(({ coreid }) => coreid)).size).to.equal(20);
  press();
  await page.until(() => text('.badge') === 'Stopped', 'it stops');
});
