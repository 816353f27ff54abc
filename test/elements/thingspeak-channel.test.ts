import { expect } from '@esm-bundle/chai';
import '../../src/elements/thingspeak-channel.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
  // The test's cloud has a clock of its own; while it stands, the page computes the same moment.
  await page.session.cloud.setRate(0);
});
afterEach(() => page.close());

const values = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelector('pocket-channel-chart')?.shadowRoot?.querySelectorAll('tbody td:last-child') ?? [])].map(
    (cell) => cell.textContent ?? '',
  );

it('makes its webhook, takes a value every 15 seconds of the cloud’s time, and draws them', async () => {
  const element = await page.mount('<pocket-thingspeak-channel></pocket-thingspeak-channel>');
  expect(textOf(element)).to.contain('No webhook sends to it.');
  await page.expectAccessible();
  button(element, 'Create its webhook').click();
  await page.until(() => element.shadowRoot?.querySelector('#value'));
  const publish = (value: string): void => {
    const field = find<HTMLInputElement>(element, '#value');
    field.value = value;
    field.dispatchEvent(new Event('input'));
    button(element, 'Publish').click();
  };
  publish('21.5');
  await page.until(() => values(element).length === 1);
  expect(textOf(element)).to.match(/Entry 1 is in\. The next value is taken in 0:15/);
  await page.expectAccessible();
  publish('99');
  await page.until(() => page.session.view.recentEvents('hook-response')?.[0]?.data === '0', 'too soon: the channel answers 0');
  await page.until(() => textOf(element).includes('Let 15 s pass'));
  button(element, 'Let 15 s pass').click();
  await page.until(() => textOf(element).includes('takes a value now'));
  publish('22');
  await page.until(() => values(element).length === 2);
  expect(values(element)).to.deep.equal(['22', '21.5']);
});
