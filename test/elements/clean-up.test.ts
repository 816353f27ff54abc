import { expect } from '@esm-bundle/chai';
import '../../src/elements/clean-up.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

const CLEAN = '<pocket-clean-up></pocket-clean-up>';
let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const build = async () => {
  const { cloud } = page.session;
  const product = await cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  const [device] = await cloud.devices();
  await cloud.addProductDevices(product.id, [device!.id]);
  await cloud.createIntegration({ event: 'WebhookDemo01', url: 'https://demo-server.example/hook/demo' }, product.id);
  page.session.choose({ product: product.id });
  return { product, device: device! };
};
const box = (element: Element, id: string): HTMLInputElement => find<HTMLInputElement>(element, `#${id}`);

it('without a product nothing can be ticked, with the reason', async () => {
  const element = await page.mount(CLEAN);
  for (const id of ['webhooks', 'firmware', 'devices', 'product']) expect(box(element, id).disabled, id).to.equal(true);
  expect(textOf(element)).to.contain('No product is chosen.');
  await page.expectAccessible();
});

it('the product can only go with its webhook and its devices', async () => {
  await build();
  const element = await page.mount(CLEAN);
  expect(box(element, 'product').disabled).to.equal(true);
  expect(textOf(element)).to.contain('Remove its webhook and its devices first.');
  box(element, 'webhooks').click();
  await page.until(() => textOf(element).includes('Remove its devices first.'));
  box(element, 'devices').click();
  await page.until(() => !box(element, 'product').disabled);
  box(element, 'product').click();
  await page.until(() => textOf(element).includes('3 things go.'));
  box(element, 'devices').click();
  await page.until(() => box(element, 'product').disabled && !box(element, 'product').checked, 'the tick does not survive its reason');
  await page.expectAccessible();
});

it('names what goes, and Escape keeps it', async () => {
  const { product, device } = await build();
  const element = await page.mount(CLEAN);
  box(element, 'webhooks').click();
  box(element, 'devices').click();
  await page.until(() => textOf(element).includes('Delete 2 things'));
  button(element, 'Delete 2 things').click();
  const dialog = find<HTMLDialogElement>(element, 'dialog');
  await page.until(() => dialog.open);
  expect(dialog.textContent?.replace(/\s+/g, ' '))
    .to.contain('Delete webhook: WebhookDemo01 for demo-server.example')
    .and.to.contain(`Remove device: ${device.name}`);
  await page.expectAccessible();
  dialog.close();
  await page.until(() => !dialog.open);
  expect(await page.session.cloud.integrations(product.id)).to.have.length(1);
});

it('removes everything in order, stops the demo, and lets go of the product', async () => {
  const { device } = await build();
  await page.session.cloud.controlServer('demo-server.example', { op: 'start' });
  const element = await page.mount(CLEAN);
  for (const id of ['webhooks', 'devices', 'product']) {
    await page.until(() => !box(element, id).disabled, id);
    box(element, id).click();
  }
  await page.until(() => textOf(element).includes('Delete 3 things'));
  button(element, 'Delete 3 things').click();
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => textOf(element).includes('Cleaned up.'), 'everything is gone');
  const done = [...(element.shadowRoot?.querySelectorAll('.progress li') ?? [])].map(
    (one) => `${one.getAttribute('data-state')}: ${one.textContent?.replace(/\s+/g, ' ').trim()}`,
  );
  expect(done.map((one) => one.replace(/ WebhookDemo01.*| [a-z_]+ done$| webhook-demo.*/, ''))).to.have.length(4);
  expect(done.every((one) => one.startsWith('done'))).to.equal(true);
  expect(done[0]).to.contain('Stop the demo');
  expect(done[3]).to.contain('Delete product');
  expect(await page.session.cloud.products()).to.deep.equal([]);
  expect((await page.session.cloud.device(device.id)).product_id).to.equal(3);
  expect((await page.session.cloud.serverData<{ started: boolean }>('demo-server.example')).started).to.equal(false);
  expect(page.session.choice.product).to.equal(null);
  await page.expectAccessible();
});

it('what fails is said beside it, and the rest is left for another try', async () => {
  const { product } = await build();
  const element = await page.mount(CLEAN);
  box(element, 'webhooks').click();
  box(element, 'devices').click();
  await page.until(() => textOf(element).includes('Delete 2 things'));
  const [hook] = await page.session.cloud.integrations(product.id);
  button(element, 'Delete 2 things').click();
  // Somebody else deletes the webhook while the dialog is open.
  await page.test.store.transaction(['integrations'], 'readwrite', (tx) => tx.delete('integrations', hook!.id));
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => textOf(element).includes('Something stayed.'));
  const states = [...(element.shadowRoot?.querySelectorAll('.progress li') ?? [])].map((one) => one.getAttribute('data-state'));
  expect(states).to.deep.equal(['done', 'failed', 'skipped']);
  expect(await page.session.cloud.productDevices(product.id)).to.have.length(1);
});
