// The API reference on a real cloud: every call is found, tried, and shown as other clients make it.
import { expect } from '@esm-bundle/chai';
import { openApi } from '../../src/cloud/openapi.ts';
import '../../src/elements/api-reference.ts';
import { find, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let reference: HTMLElement;
const mount = async (): Promise<void> => {
  reference = document.createElement('pocket-api-reference');
  const heading = document.createElement('h1');
  heading.textContent = 'Calls';
  page.stage.replaceChildren(heading, reference);
  await page.until(() => reference.shadowRoot?.querySelector('.call'), 'the calls are listed');
};
beforeEach(async () => {
  history.replaceState(null, '', location.pathname + location.search);
  page = await openElementPage();
  page.test.ports.description = () => Promise.resolve(openApi());
  await mount();
});
afterEach(() => {
  page.close();
  history.replaceState(null, '', location.pathname + location.search);
});

const calls = (): string[] =>
  [...(reference.shadowRoot?.querySelectorAll('.call summary') ?? [])].map(
    (summary) => `${summary.querySelector('.method')?.textContent} ${summary.querySelector('.path')?.textContent}`,
  );

/** Opens a call as its address does. */
const open = async (id: string): Promise<HTMLElement> => {
  location.hash = id;
  await page.until(() => find<HTMLDetailsElement>(reference, `#${id}`).open, `${id} is open`);
  await page.until(
    () => reference.shadowRoot?.querySelector(`#${id} pocket-api-call`)?.shadowRoot?.querySelector('.call-body'),
    'its form',
  );
  return find(reference, `#${id} pocket-api-call`);
};

const type = (call: HTMLElement, name: string, value: string): void => {
  const label = [...(call.shadowRoot?.querySelectorAll('.api-field label') ?? [])].find(
    (one) => one.querySelector('code')?.textContent === name,
  );
  const input = find<HTMLInputElement>(call, `#${label?.getAttribute('for')}`);
  input.value = value;
  input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
};
const press = (call: HTMLElement, label: string): void =>
  [...(call.shadowRoot?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
    .find((one) => one.textContent?.trim().startsWith(label))
    ?.click();
const code = (call: HTMLElement, label: string): string => call.shadowRoot?.querySelector(`pre[aria-label="${label}"]`)?.textContent ?? '';

it('lists every call of the cloud, those of this cloud alone at the end', async () => {
  const described = Object.entries((openApi() as { paths: Record<string, object> }).paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(calls()).to.have.members(described);
  expect(calls().findLastIndex((call) => call.includes('/v1/'))).to.be.lessThan(calls().indexOf('GET /pocket/info'));
  await page.expectAccessible();
});

it('an address with a call in it opens that call', async () => {
  location.hash = 'get_v1_devices';
  await mount();
  await page.until(() => reference.shadowRoot?.querySelector<HTMLDetailsElement>('#get_v1_devices')?.open, 'the call is open');
});

it('filters by all words, says how many are left, and shows all again', async () => {
  const filter = find<HTMLInputElement>(reference, 'input[type=search]');
  filter.value = 'delete webhooks product';
  filter.dispatchEvent(new Event('input'));
  await page.until(() => calls().length === 1);
  expect(calls()).to.deep.equal(['DELETE /v1/products/{product}/webhooks/{integration}']);
  expect(textOf(reference, '.tools [role=status]')).to.match(/^1 of \d+ calls$/);
  filter.value = 'no such words';
  filter.dispatchEvent(new Event('input'));
  await page.until(() => calls().length === 0);
  expect(textOf(reference, '.list')).to.contain('No call has all of these words.');
  find(reference, '.list button').click();
  await page.until(() => calls().length > 100);
});

it('a call is tried with the token of the account, and its answer shown', async () => {
  const call = await open('post_v1_devices_events');
  type(call, 'name', 'Tried');
  type(call, 'data', '{"t":25}');
  press(call, 'Send request');
  await page.until(() => call.shadowRoot?.querySelector('pre[aria-label="Body of the answer"]'), 'an answer');
  expect(textOf(call, '.answer-line')).to.match(/^200 OK [\d.]+ m?s, 11 bytes$/);
  expect(JSON.parse(code(call, 'Body of the answer'))).to.deep.equal({ ok: true });
  expect(code(call, 'Headers of the answer')).to.contain('content-type: application/json');
  const { events } = await page.session.cloud.events({ prefix: 'Tried' });
  expect(events.map(({ data }) => data)).to.deep.equal(['{"t":25}']);
  await page.expectAccessible();
});

it('an answer that says no is shown as it is', async () => {
  const call = await open('post_v1_devices_events');
  type(call, 'name', '');
  press(call, 'Send request');
  await page.until(() => call.shadowRoot?.querySelector('.answer .badge.bad'), 'a refusal');
  expect(textOf(call, '.answer-line')).to.contain('400 Bad Request');
  expect(code(call, 'Body of the answer')).to.contain('name: an event needs a name.');
});

it('a path is filled in from the cloud, and nothing is sent without one', async () => {
  const call = await open('get_v1_devices_by_device');
  const input = find<HTMLInputElement>(call, '.api-field input');
  await page.until(() => input.value !== '', 'the device of the cloud');
  expect(input.value).to.equal(page.session.view.devices?.[0]?.id);
  type(call, 'device', '');
  press(call, 'Send request');
  await page.until(() => call.shadowRoot?.querySelector('.field-problem'), 'what is missing');
  expect(textOf(call, '.field-problem')).to.equal('This is needed.');
  expect(call.shadowRoot?.activeElement).to.equal(input);
  expect(call.shadowRoot?.querySelector('.answer')).to.equal(null);
});

it('a stream shows what arrives until it is stopped', async () => {
  const call = await open('get_v1_devices_events_by_prefix');
  type(call, 'prefix', 'Live');
  press(call, 'Open the stream');
  await page.until(() => textOf(call, '.call-body').includes('Still open.'), 'the stream');
  await page.session.cloud.publish({ name: 'Live', data: '1' });
  await page.until(() => code(call, 'Body of the answer').includes('event: Live'), 'the event');
  press(call, 'Stop the stream');
  await page.until(() => textOf(call, '.answer-line').includes('Stopped.'), 'the end');
  await page.session.cloud.publish({ name: 'Live', data: '2' });
  expect(code(call, 'Body of the answer')).to.not.contain('"2"');
});

it('the same call for curl, particle-api-js and CLI follows what is typed, without the token', async () => {
  const call = await open('post_v1_products_by_product_events');
  type(call, 'product', '7');
  type(call, 'name', "it's");
  type(call, 'data', '42');
  await page.until(() => code(call, 'CLI').includes('42'));
  expect(code(call, 'CLI')).to.equal(String.raw`particle publish 'it'\''s' 42 --product 7`);
  expect(code(call, 'particle-api-js'))
    .to.contain('particle.publishEvent({')
    .and.to.contain("auth: '<token>'")
    .and.to.contain("product: '7'");
  expect(code(call, 'curl')).to.contain("authorization: Bearer <token>'").and.to.contain('/cloud/v1/products/7/events');
  const { token } = page.session.account;
  expect(token).to.match(/^[0-9a-f]{40}$/);
  expect(call.shadowRoot?.textContent).to.not.contain(token);
  expect(textOf(reference, '.token')).to.contain(`••••${token?.slice(-4)}`);
  find<HTMLInputElement>(reference, '.token input').click();
  await page.until(() => code(call, 'curl').includes(String(token)), 'the token');
  expect(location.href).to.not.contain(token);
});

it('a form begins with values that work, and no command shows a password', async () => {
  const call = await open('post_oauth_token');
  expect(code(call, 'CLI')).to.equal("particle login --username student@example.com --password '<password>'");
  expect(code(call, 'curl')).to.contain('password=<password>');
  expect(call.shadowRoot?.textContent).to.not.contain('pocket-cloud');
  press(call, 'Send request');
  await page.until(() => call.shadowRoot?.querySelector('.answer .badge.good'), 'a token');
  expect(JSON.parse(code(call, 'Body of the answer')).token_type).to.equal('bearer');
});

it('files travel in parts', async () => {
  const call = await open('post_v1_products_by_product_devices');
  const product = await page.session.cloud.createProduct({ name: 'Files', platform_id: 32 });
  type(call, 'product', String(product.id));
  const files = new DataTransfer();
  files.items.add(new File(['0a10aced202194944a000001\n0a10aced202194944a000002\n'], 'devices.txt', { type: 'text/plain' }));
  const input = find<HTMLInputElement>(call, 'input[type=file]');
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  await page.until(() => code(call, 'curl').includes('file=@devices.txt'));
  press(call, 'Send request');
  await page.until(() => call.shadowRoot?.querySelector('pre[aria-label="Body of the answer"]'), 'an answer');
  expect(JSON.parse(code(call, 'Body of the answer'))).to.have.property('updated');
});

it('a call that deletes asks first', async () => {
  const call = await open('delete_v1_integrations_by_integration');
  await page.until(() => find<HTMLInputElement>(call, '.api-field input').value !== '', 'the webhook of the cloud');
  press(call, 'Send DELETE');
  await page.until(() => find<HTMLDialogElement>(call, 'dialog').open);
  await page.expectAccessible();
  find<HTMLDialogElement>(call, 'dialog').close('');
  await page.until(() => !find<HTMLDialogElement>(call, 'dialog').open);
  expect((await page.session.cloud.integrations(null)).length).to.equal(1);
  press(call, 'Send DELETE');
  find<HTMLButtonElement>(call, 'dialog [value=yes]').click();
  await page.until(() => call.shadowRoot?.querySelector('.answer'), 'an answer');
  expect(textOf(call, '.answer')).to.contain('204 No Content').and.to.contain('The body is empty.');
  expect((await page.session.cloud.integrations(null)).length).to.equal(0);
});
