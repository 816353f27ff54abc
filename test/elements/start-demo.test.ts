import { expect } from '@esm-bundle/chai';
import '../../src/elements/start-demo.ts';
import { button, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const started = async (): Promise<boolean> => (await page.session.cloud.serverData<{ started: boolean }>('demo-server.example')).started;
const withProduct = async (): Promise<void> => {
  const product = await page.session.cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  page.session.choose({ product: product.id });
};

it('waits for a product, with the reason', async () => {
  const element = await page.mount('<pocket-start-demo></pocket-start-demo>');
  expect(textOf(element)).to.contain('No product is chosen.');
  button(element, 'Start demo').click();
  expect(await started()).to.equal(false);
  await page.expectAccessible();
});

it('starts and stops the server', async () => {
  await withProduct();
  const element = await page.mount('<pocket-start-demo></pocket-start-demo>');
  button(element, 'Start demo').click();
  await page.until(() => textOf(element).includes('Running'));
  expect(await started()).to.equal(true);
  expect(textOf(element)).to.contain('Listening at demo-server.example.');
  await page.expectAccessible();
  button(element, 'Stop demo').click();
  await page.until(() => textOf(element).includes('Stopped'));
  expect(await started()).to.equal(false);
});

it('shows a server that was started elsewhere', async () => {
  await withProduct();
  const element = await page.mount('<pocket-start-demo></pocket-start-demo>');
  await page.session.cloud.controlServer('demo-server.example', { op: 'start' });
  await page.until(() => textOf(element).includes('Running'));
});

it('does the step for the learner', async () => {
  await page.mount('<pocket-start-demo></pocket-start-demo>');
  await page.session.actions.get('start-demo')?.();
  expect(await started()).to.equal(true);
});
