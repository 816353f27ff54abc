import { expect } from '@esm-bundle/chai';
import '../../src/elements/test-event.ts';
import { demoHook } from '../../src/model/demo-hook.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let product: number;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const withProduct = async (): Promise<void> => {
  product = (await page.session.cloud.createProduct({ name: 'webhook-demo-argon-1', platform_id: 12 })).id;
  page.session.choose({ product });
};
const withDemo = async (): Promise<void> => {
  await page.session.cloud.controlServer('demo-server.example', { op: 'start' });
};
const withHook = async (): Promise<void> => {
  const { authorization } = await page.session.cloud.serverData<{ authorization: string }>('demo-server.example');
  await page.session.cloud.createIntegration(demoHook(authorization), product);
};
const published = async () => (await page.session.cloud.events({ prefix: 'WebhookDemo01' })).events;
const type = (element: Element, data: string): void => {
  const field = find<HTMLTextAreaElement>(element, 'textarea');
  field.value = data;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

it('says what is missing, one thing after the other, and sends nothing until then', async () => {
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  expect(textOf(element)).to.contain('No product is chosen.');
  await page.expectAccessible();
  button(element, 'Send test event').click();
  await withProduct();
  await page.until(() => textOf(element).includes('No webhook hears WebhookDemo01.'));
  await withDemo();
  button(element, 'Send test event').click();
  await withHook();
  await page.until(() => textOf(element).includes('Ready.'));
  expect(await published()).to.have.length(0);
  await page.expectAccessible();
});

it('publishes the edited data to the product as the API, says so, and marks the journey', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => textOf(element).includes('Ready.'));
  type(element, '{"id":7,"t":31.5}');
  button(element, 'Send test event').click();
  await page.until(() => textOf(element).includes('Sent WebhookDemo01 with {"id":7,"t":31.5}'));
  const [event] = await published();
  expect(event).to.include({ name: 'WebhookDemo01', data: '{"id":7,"t":31.5}', coreid: 'api', product_id: product });
  expect(page.session.selectedJourney).to.equal(event!.journey);
  await page.until(() => textOf(element).includes('the server answered 200'));
  await page.expectAccessible();
});

const sends = async (): Promise<Element> => {
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => button(element, 'Send test event').getAttribute('aria-disabled') === null);
  button(element, 'Send test event').click();
  return element;
};

it('with the server off an event can be sent all the same, and what became of it is said', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  await page.session.cloud.controlServer('demo-server.example', { op: 'stop' });
  const element = await sends();
  await page.until(() => textOf(element).includes('nothing answered: ECONNREFUSED'));
  await page.expectAccessible();
  await withDemo();
  await page.until(() => textOf(element).includes('It listens now'));
});

it('a refused token and a reached limit are no success', async () => {
  await withProduct();
  await withDemo();
  await page.session.cloud.createIntegration(demoHook('wrong'), product);
  const element = await sends();
  await page.until(() => textOf(element).includes('the server refused it with 401'));
  for (let n = 0; n < 9; n++) await page.session.cloud.publish({ name: 'WebhookDemo01', data: String(n) }, product);
  button(element, 'Send test event').click();
  await page.until(() => textOf(element).includes('it ran too often in this minute'));
  expect((await page.session.cloud.journeys()).journeys[0]!.state).to.equal('error');
});

it('finds its last event again after a reload', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  await page.session.cloud.publish({ name: 'WebhookDemo01', data: '{"id":5}' }, product);
  const release = page.session.feed.hold();
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => textOf(element).includes('Sent WebhookDemo01 with {"id":5}'));
  release();
});

it('counts bytes, not letters, and refuses what no event carries', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => textOf(element).includes('Ready.'));
  type(element, 'ü'.repeat(512));
  await page.until(() => textOf(element).includes('1,024 of 1,024 bytes'));
  expect(textOf(element)).to.contain('Not JSON');
  type(element, 'ü'.repeat(513));
  await page.until(() => textOf(element).includes('The data is too long.'));
  expect(button(element, 'Send test event').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
});

it('each event gets a new reading, unless the learner wrote one', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  await page.mount('<pocket-test-event></pocket-test-event>');
  const send = page.session.actions.get('send-test-event')!;
  await send();
  await send();
  const [second, first] = await published();
  expect(first!.data).to.match(/^\{"id":\d{1,6},"t":25\}$/);
  expect(second!.data).to.not.equal(first!.data);
});

it('shows what is typed as text, whatever it is', async () => {
  await withProduct();
  await withDemo();
  await withHook();
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => textOf(element).includes('Ready.'));
  type(element, '"<img src=x onerror=alert(1)>"');
  button(element, 'Send test event').click();
  await page.until(() => textOf(element).includes('Sent WebhookDemo01 with "<img'));
  expect(element.shadowRoot!.querySelector('img')).to.equal(null);
});

it('a webhook to a host that this cloud does not call is said before one sends', async () => {
  await withProduct();
  await withDemo();
  await page.session.cloud.createIntegration({ event: 'WebhookDemo', url: 'https://api.real.example/in' }, product);
  const element = await page.mount('<pocket-test-event></pocket-test-event>');
  await page.until(() => textOf(element).includes('api.real.example is not called.'));
  expect(button(element, 'Send test event').getAttribute('aria-disabled')).to.equal(null);
  await page.expectAccessible();
  await page.session.cloud.setSettings({ allowed_hosts: ['api.real.example'] });
  await page.until(() => textOf(element).includes('Ready.'));
});
