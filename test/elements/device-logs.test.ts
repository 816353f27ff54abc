import { expect } from '@esm-bundle/chai';
import '../../src/elements/device-logs.ts';
import '../../src/elements/webhook-settings.ts';
import { openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

it('says what comes later and what works now', async () => {
  const element = await page.mount('<pocket-device-logs></pocket-device-logs>');
  expect(textOf(element)).to.contain('This page does not read USB yet.').and.to.contain('particle serial monitor --follow');
  await page.expectAccessible();
});

it('the settings are the lesson’s until the cloud has its own', async () => {
  const { cloud } = page.session;
  const product = await cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  page.session.choose({ product: product.id });
  const element = await page.mount('<pocket-webhook-settings></pocket-webhook-settings>');
  expect(textOf(element)).to.contain('As the lesson will send them.').and.to.contain('WebhookDemo01');
  await cloud.createIntegration({ event: 'Other', url: 'https://demo-server.example/hook/mine', requestType: 'PUT' }, product.id);
  await page.until(() => textOf(element).includes('As your cloud has them now.'));
  expect(textOf(element)).to.contain('https://demo-server.example/hook/mine').and.to.contain('PUT');
  await page.expectAccessible();
});
