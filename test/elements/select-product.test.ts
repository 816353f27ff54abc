import { expect } from '@esm-bundle/chai';
import '../../src/elements/select-product.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const names = async (): Promise<string[]> => (await page.session.cloud.products()).map(({ name }) => name);

it('creates a product with the suggested name, and chooses it', async () => {
  const element = await page.mount('<pocket-select-product></pocket-select-product>');
  expect(find<HTMLInputElement>(element, 'input[type=text]').value).to.match(/^webhook-demo-virtual-\d{1,6}$/);
  button(element, 'Create product').click();
  await page.until(() => page.session.choice.product !== null, 'a product is chosen');
  await page.until(() => textOf(element).includes('is chosen.'));
  const [name] = await names();
  expect(textOf(element)).to.contain(`${name} is chosen.`).and.to.contain('Done');
  expect(find<HTMLSelectElement>(element, '[aria-label="Existing product"]').selectedOptions[0]?.text).to.equal(name);
  await page.expectAccessible();
});

it('a typed name is used, with Enter', async () => {
  const element = await page.mount('<pocket-select-product></pocket-select-product>');
  const field = find<HTMLInputElement>(element, 'input[type=text]');
  field.value = 'my-fleet';
  field.dispatchEvent(new Event('input'));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  await page.until(() => page.session.choice.product !== null);
  expect(await names()).to.deep.equal(['my-fleet']);
});

it('a refused name says why beside the field and keeps the text', async () => {
  await page.session.cloud.createProduct({ name: 'taken', platform_id: 3 });
  const element = await page.mount('<pocket-select-product></pocket-select-product>');
  await page.until(() => !find<HTMLInputElement>(element, '#existing').disabled, 'the product is listed');
  find(element, '#new').click();
  const field = find<HTMLInputElement>(element, 'input[type=text]');
  await page.until(() => !field.disabled);
  field.value = 'taken';
  field.dispatchEvent(new Event('input'));
  button(element, 'Create product').click();
  await page.until(() => element.shadowRoot?.querySelector('.problem'), 'a problem is shown');
  expect(field.getAttribute('aria-invalid')).to.equal('true');
  expect(field.value).to.equal('taken');
  expect(page.session.choice.product).to.equal(null);
  await page.expectAccessible();
});

it('uses a product there is, and another platform lets go of it', async () => {
  const product = await page.session.cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  const element = await page.mount('<pocket-select-product></pocket-select-product>');
  await page.until(() => element.shadowRoot?.querySelector(`option[value="${product.id}"]`));
  choose(find(element, '[aria-label="Existing product"]'), String(product.id));
  await page.until(() => textOf(element).includes('is chosen.'));
  choose(find(element, '#platform'), '13');
  await page.until(() => textOf(element).includes('You have no product for Boron yet.'));
  expect(page.session.choice).to.include({ product: null, platform: 13 });
  expect(find<HTMLInputElement>(element, 'input[type=text]').value).to.match(/^webhook-demo-boron-/);
});

it('a product that somebody deleted is undone, not forgotten', async () => {
  const product = await page.session.cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  page.session.choose({ product: product.id });
  const element = await page.mount('<pocket-select-product></pocket-select-product>');
  await page.until(() => textOf(element).includes('Done'));
  await page.session.ensureToken();
  await page.session.cloud.deleteProduct(product.id);
  await page.until(() => textOf(element).includes('The product you chose is gone.'));
  expect(textOf(element)).to.contain('Undone');
});

it('does the step for the learner: the product of the demo, or a new one', async () => {
  await page.mount('<pocket-select-product></pocket-select-product>');
  await page.session.actions.get('choose-product')?.();
  await page.until(() => page.session.choice.product !== null);
  const chosen = page.session.choice.product;
  page.session.choose({ product: null });
  await page.session.actions.get('choose-product')?.();
  expect(page.session.choice.product).to.equal(chosen);
  expect(await names()).to.have.length(1);
});
