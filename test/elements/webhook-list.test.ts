import { expect } from '@esm-bundle/chai';
import '../../src/elements/webhook-editor.ts';
import '../../src/elements/webhook-list.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const LIST = '<pocket-webhook-list></pocket-webhook-list>';
const row = (element: Element, name: string): string =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])]
    .find((one) => one.textContent?.includes(name))
    ?.textContent?.replace(/\s+/g, ' ')
    .trim() ?? '';

it('lists webhooks of the account and of its products, and which are disabled', async () => {
  const { cloud } = page.session;
  const product = await cloud.createProduct({ name: 'Thermometers', platform_id: 3 });
  const url = 'https://echo.example/x';
  await cloud.createIntegration({ event: 'temp', url, name: 'Of the product' }, product.id);
  await cloud.createIntegration({ event: 'off', url, name: 'Switched off', disabled: true }, null);
  const element = await page.mount(LIST);
  await page.until(() => element.shadowRoot?.querySelectorAll('tbody tr').length === 3, 'three rows');
  expect(row(element, 'Of the product')).to.contain('Thermometers').and.to.contain('listens');
  expect(row(element, 'Switched off')).to.contain('Your account').and.to.contain('disabled');
  expect(textOf(element)).to.contain('1 webhook is disabled.');
  await page.expectAccessible();
});

it('a webhook that is chosen opens in the editor, a product’s too, and again after something else was edited', async () => {
  const { cloud } = page.session;
  const product = await cloud.createProduct({ name: 'Thermometers', platform_id: 3 });
  await cloud.createIntegration({ event: 'temp', url: 'https://echo.example/x', name: 'Of the product' }, product.id);
  const element = await page.mount(`${LIST}<pocket-webhook-editor></pocket-webhook-editor>`);
  const editor = page.stage.querySelector('pocket-webhook-editor')!;
  const url = (): string => editor.shadowRoot?.querySelector<HTMLInputElement>('#url')?.value ?? '';
  await page.until(() => element.shadowRoot?.querySelectorAll('tbody tr').length === 2, 'two rows');
  button(element, 'Of the product').click();
  await page.until(() => url() === 'https://echo.example/x', 'it opens');
  button(element, 'FirstEvent').click();
  await page.until(() => url() === 'https://echo.example/first-event', 'the other opens');
  find<HTMLButtonElement>(editor, '.gallery button').click();
  await page.until(() => url() !== 'https://echo.example/first-event', 'a preset');
  button(element, 'FirstEvent').click();
  await page.until(() => url() === 'https://echo.example/first-event', 'it opens again');
  button(element, 'New webhook').click();
  await page.until(() => url() === '', 'a new one');
});
