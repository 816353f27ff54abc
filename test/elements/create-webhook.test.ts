import { expect } from '@esm-bundle/chai';
import '../../src/elements/create-webhook.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

const HOOK = '<pocket-create-webhook></pocket-create-webhook>';
let page: ElementPage;
let product: number;
beforeEach(async () => {
  page = await openElementPage();
  product = (await page.session.cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 })).id;
});
afterEach(() => page.close());

const start = async (): Promise<void> => {
  page.session.choose({ product });
  await page.session.cloud.controlServer('demo-server.example', { op: 'start' });
};
const hooks = () => page.session.cloud.integrations(product);
const created = async () => {
  await start();
  const element = await page.mount(HOOK);
  button(element, 'Create webhook').click();
  await page.until(() => textOf(element).includes('Done'), 'the webhook is created');
  return element;
};

it('says what is missing: first the product, then the secret', async () => {
  const element = await page.mount(HOOK);
  expect(textOf(element)).to.contain('No product is chosen.').and.to.contain('Locked');
  page.session.choose({ product });
  await page.until(() => textOf(element).includes('The server has no secret yet.'));
  button(element, 'Create webhook').click();
  expect(await hooks()).to.deep.equal([]);
  await page.expectAccessible();
});

it('shows the settings before and after, with the address that never changes', async () => {
  await start();
  const element = await page.mount(HOOK);
  expect(textOf(element)).to.contain('Settings that will be sent');
  const before = JSON.parse(find(element, '.codeview').textContent ?? '') as Record<string, unknown>;
  expect(before).to.include({
    event: 'WebhookDemo01',
    url: 'https://demo-server.example/hook/demo',
    requestType: 'POST',
    noDefaults: true,
    integration_type: 'Webhook',
  });
  button(element, 'Create webhook').click();
  await page.until(() => textOf(element).includes('Done'));
  expect(textOf(element)).to.contain('Settings in your cloud');
  const after = JSON.parse(find(element, '.codeview').textContent ?? '') as Record<string, unknown>;
  expect(after).to.deep.include({ event: before['event'], url: before['url'], body: before['body'], headers: before['headers'] });
  expect(await hooks()).to.have.length(1);
  await page.expectAccessible();
});

it('a changed event name is undone, and one click puts it back', async () => {
  const element = await created();
  const [hook] = await hooks();
  await page.session.cloud.updateIntegration(hook!.id, { ...hook!, event: 'WebhookDemo' }, product);
  await page.until(() => textOf(element).includes('Undone'), 'the drift is seen');
  expect(textOf(element)).to.contain('event is WebhookDemo, this lesson needs WebhookDemo01.');
  await page.expectAccessible();
  button(element, 'Set to WebhookDemo01').click();
  await page.until(() => textOf(element).includes('Done'));
  expect((await hooks()).map(({ id, event }) => [id, event])).to.deep.equal([[hook!.id, 'WebhookDemo01']]);
});

it('a second body and a disabled switch are named and repaired together', async () => {
  const element = await created();
  const [hook] = await hooks();
  const { body: _body, ...rest } = hook!;
  await page.session.cloud.updateIntegration(hook!.id, { ...rest, json: { a: 1 }, disabled: true }, product);
  await page.until(() => textOf(element).includes('Undone'));
  expect(textOf(element))
    .to.contain('json is {"a":1}, this lesson needs (absent).')
    .and.to.contain('disabled is true, this lesson needs false.');
  button(element, 'Repair 3 settings').click();
  await page.until(() => textOf(element).includes('Done'));
  const [mended] = await hooks();
  expect(mended).to.include({ disabled: false });
  expect(mended).to.not.have.property('json');
});

it('two webhooks for one event are told, and the other can go', async () => {
  const element = await created();
  const [hook] = await hooks();
  await page.session.cloud.createIntegration({ event: 'WebhookDemo01', url: hook!.url }, product);
  await page.until(() => textOf(element).includes('2 webhooks listen for WebhookDemo01.'));
  button(element, 'Delete the other webhook').click();
  await page.until(() => textOf(element).includes('Next:'));
  expect((await hooks()).map(({ id }) => id)).to.deep.equal([hook!.id]);
});

it('does the step for the learner, with the demo not started', async () => {
  page.session.choose({ product });
  await page.mount(HOOK);
  await page.session.actions.get('create-webhook')?.();
  expect((await hooks()).map(({ event }) => event)).to.deep.equal(['WebhookDemo01']);
  expect((await page.session.cloud.serverData<{ started: boolean }>('demo-server.example')).started).to.equal(true);
});
