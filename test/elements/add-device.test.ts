import { expect } from '@esm-bundle/chai';
import '../../src/elements/add-device.ts';
import { button, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const chooseBoth = async (platform_id = 3) => {
  const [device] = await page.session.cloud.devices();
  const product = await page.session.cloud.createProduct({ name: `webhook-demo-${platform_id}`, platform_id });
  page.session.choose({ device: device?.id ?? null, platform: platform_id, product: product.id });
  return { device: device!, product };
};
const add = '<pocket-add-device></pocket-add-device>';

it('without a device it says so, and the way on', async () => {
  const element = await page.mount(add);
  expect(textOf(element)).to.contain('No device is chosen.').and.to.contain('Locked');
  expect(button(element, 'Add device').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
});

it('without a product it says so', async () => {
  const [device] = await page.session.cloud.devices();
  page.session.choose({ device: device!.id });
  const element = await page.mount(add);
  expect(textOf(element)).to.contain('No product is chosen.');
});

it('a product for another platform is named', async () => {
  const { device, product } = await chooseBoth(13);
  const element = await page.mount(add);
  expect(textOf(element)).to.contain(`The platforms differ. ${device.name} is Virtual board, ${product.name} is for Boron.`);
  expect(button(element, 'Add device').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
});

it('adds the device, and the cloud decides that it is done', async () => {
  const { device, product } = await chooseBoth();
  const element = await page.mount(add);
  expect(textOf(element)).to.contain(`${device.name} is not in ${product.name} yet.`);
  button(element, 'Add device').click();
  await page.until(() => textOf(element).includes(`${device.name} belongs to ${product.name}.`));
  expect((await page.session.cloud.productDevices(product.id)).map(({ id }) => id)).to.deep.equal([device.id]);
  expect(textOf(element)).to.contain('Done');
  await page.expectAccessible();
  await page.session.cloud.removeProductDevice(product.id, device.id);
  await page.until(() => textOf(element).includes('is not in'), 'a device removed elsewhere is seen here');
});

it('does the step for the learner', async () => {
  const { device, product } = await chooseBoth();
  await page.mount(add);
  await page.session.actions.get('add-device')?.();
  expect((await page.session.cloud.productDevices(product.id)).map(({ id }) => id)).to.deep.equal([device.id]);
});
