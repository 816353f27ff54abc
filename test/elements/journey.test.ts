import { expect } from '@esm-bundle/chai';
import '../../src/elements/journey.ts';
import { demoHook } from '../../src/model/demo-hook.ts';
import { button, choose, find, frame, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

const JOURNEY = '<pocket-journey></pocket-journey>';
let page: ElementPage;
let product: number;
beforeEach(async () => {
  page = await openElementPage();
  product = (await page.session.cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 })).id;
});
afterEach(() => page.close());

const demo = async (secret = 's3cret'): Promise<void> => {
  await page.session.cloud.controlServer('demo-server.example', { op: 'start', authorization: 's3cret' });
  await page.session.cloud.createIntegration(demoHook(secret), product);
};
const send = (data = '{"id":118,"t":25}', name = 'WebhookDemo01') => page.session.cloud.publish({ name, data }, product);
const diagram = (element: Element): Element => find(element, 'pocket-journey-diagram');
const stops = (element: Element): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelector('pocket-journey-diagram')?.shadowRoot?.querySelectorAll<HTMLButtonElement>('.hop') ?? []),
];
const titles = (element: Element): string[] => stops(element).map((one) => one.querySelector('.hop-what')?.textContent?.trim() ?? '');

it('says that there is nothing to follow yet', async () => {
  const element = await page.mount(JOURNEY);
  expect(textOf(element)).to.contain('No events yet.');
  await page.expectAccessible();
});

it('draws the stops of a test event as they happen, and says them in words', async () => {
  await demo();
  const element = await page.mount(JOURNEY);
  await send();
  await page.until(() => stops(element).length === 6, 'six stops');
  expect(stops(element).map((one) => one.dataset['path'])).to.deep.equal([
    'cloud',
    'cloud-server',
    'server',
    'server',
    'server-cloud',
    'cloud',
  ]);
  const words = [...(element.shadowRoot?.querySelectorAll('.twin li') ?? [])].map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
  expect(words).to.have.length(6);
  expect(words[0]).to.contain('Somebody published WebhookDemo01 through the API with id 118, t 25.');
  expect(words[2]).to.contain('accepted its token');
  expect(words[4]).to.contain('answered 200');
  expect(textOf(element)).to.contain('There and back in').and.to.contain('reaches no board');
  await page.expectAccessible();
});

it('every stop opens what it carried', async () => {
  await demo();
  await send();
  const element = await page.mount(JOURNEY);
  await page.until(() => stops(element).length === 6);
  const seen: string[] = [];
  for (const [index, stop] of stops(element).entries()) {
    stop.click();
    await page.until(
      () => element.shadowRoot?.querySelector('.inspector .step')?.textContent === String(index + 1),
      `stop ${index + 1} opens`,
    );
    expect(stop.getAttribute('aria-pressed')).to.equal('true');
    seen.push(find(element, '.inspector').textContent?.replace(/\s+/g, ' ') ?? '');
  }
  expect(seen[1]).to.contain('POST /hook/demo HTTP/1.1').and.to.contain('Authorization: Bearer s3cret');
  expect(seen[3]).to.contain('"sensor": {');
  expect(seen[4]).to.contain('HTTP/1.1 200');
  expect(seen[5]).to.contain('api/hook-response/WebhookDemo01/0');
  await page.expectAccessible();
  button(element, 'Raw').click();
  await page.until(() => element.shadowRoot?.querySelector('[aria-label=Raw]'));
  expect(find(element, '[aria-label=Raw]').textContent).to.contain('"name":"api/hook-response/WebhookDemo01/0"');
});

it('arrow keys move between the stops', async () => {
  await demo();
  await send();
  const element = await page.mount(JOURNEY);
  await page.until(() => stops(element).length === 6);
  const press = (key: string): void => {
    const target = diagram(element).shadowRoot?.activeElement;
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  stops(element)[0]?.focus();
  press('ArrowDown');
  expect(diagram(element).shadowRoot?.activeElement).to.equal(stops(element)[1]);
  press('End');
  press('ArrowDown');
  expect(diagram(element).shadowRoot?.activeElement).to.equal(stops(element)[5]);
  press('Home');
  press('ArrowUp');
  expect(diagram(element).shadowRoot?.activeElement).to.equal(stops(element)[0]);
});

it('keeps every journey: an earlier one can be picked and is marked everywhere', async () => {
  await demo();
  await send('{"id":1,"t":1}');
  const element = await page.mount(JOURNEY);
  await page.until(() => stops(element).length === 6);
  const first = (await page.session.cloud.journeys()).journeys[0]!;
  await page.test.advance(1000);
  await send('{"id":2,"t":2}');
  await page.until(() => textOf(element).includes('id 2, t 2'), 'follows the newest');
  choose(find<HTMLSelectElement>(element, '#journey'), first.id);
  await page.until(() => textOf(element).includes('id 1, t 1'), 'shows the earlier one');
  expect(page.session.selectedJourney).to.equal(first.id);
  await page.test.advance(1000);
  await send('{"id":3,"t":3}');
  await page.until(() => find<HTMLSelectElement>(element, '#journey').options.length === 4, 'the third is listed');
  expect(textOf(element, '.twin')).to.contain('id 1, t 1');
  button(element, 'Follow the newest').click();
  await page.until(() => textOf(element).includes('id 3, t 3'));
});

it('an event that no webhook hears says why it goes no further', async () => {
  const element = await page.mount(JOURNEY);
  await send('x', 'webhookdemo01');
  await page.until(() => textOf(element).includes('No webhook listened for webhookdemo01.'));
  expect(stops(element)).to.have.length(1);
});

it('a refused token is an error at the server, with the word', async () => {
  await demo('wrong');
  const element = await page.mount(JOURNEY);
  await send();
  await page.until(() => textOf(element).includes('It ended with an error'));
  expect(titles(element).join()).to.contain('hook-error');
  expect(stops(element).filter((one) => one.dataset['kind'] === 'error').length).to.be.greaterThan(1);
  expect(textOf(element)).to.contain('refused its token');
  await page.expectAccessible();
});

it('a server that refuses connections leaves nothing to come back', async () => {
  await page.session.cloud.createIntegration(demoHook('s'), product);
  const element = await page.mount(JOURNEY);
  await send();
  await page.until(() => textOf(element).includes('It ended with an error'));
  expect(textOf(element)).to.contain('No answer came from demo-server.example');
});

it('replaying draws the record again and sends nothing', async () => {
  await demo();
  await send();
  const element = await page.mount(JOURNEY);
  await page.until(() => stops(element).length === 6);
  const before = (await page.session.cloud.events({ limit: 200 })).events.length;
  button(element, 'Replay').click();
  await page.until(() => textOf(element).includes('Drawn again from the record. Nothing is sent.'));
  await page.until(() => stops(element).length === 6, 'all stops are back');
  expect((await page.session.cloud.events({ limit: 200 })).events).to.have.length(before);
});

it('waiting for a slow server is said at its lifeline, with the cloud’s seconds', async () => {
  await demo();
  await page.session.cloud.setFault('demo-server.example', { kind: 'slow', delay_ms: 8000 });
  const element = await page.mount(JOURNEY);
  await send();
  await page.until(() => textOf(element).includes('so far.'));
  await page.until(() => diagram(element).shadowRoot?.querySelector('.waiting'), 'the wait is shown');
  expect(diagram(element).shadowRoot?.querySelector('.waiting')?.textContent).to.match(/waiting, \d+\ss|next attempt/);
  await page.expectAccessible();
  await page.test.advance(8000);
  await page.until(() => textOf(element).includes('There and back in 8'));
});

it('markup in an event stays text everywhere', async () => {
  const data = '<img src=x onerror=alert(1)>';
  const element = await page.mount(JOURNEY);
  await send(data);
  await page.until(() => stops(element).length === 1);
  stops(element)[0]?.click();
  await page.until(() => element.shadowRoot?.querySelector('.inspector'));
  await frame();
  expect(find(element, '.inspector').textContent).to.contain(data);
  expect(element.shadowRoot?.querySelector('img') ?? diagram(element).shadowRoot?.querySelector('img')).to.equal(null);
});

it('an event of a device starts at the device, and its answer goes back there', async () => {
  await demo();
  const { cloud } = page.session;
  const [device] = await cloud.devices();
  await cloud.addProductDevices(product, [device!.id]);
  const element = await page.mount(JOURNEY);
  await cloud.call('POST', `/pocket/devices/${device!.id}/events`, {
    token: false,
    body: { name: 'WebhookDemo01', data: '{"id":1,"t":19}' },
  });
  await page.until(() => stops(element).length === 6, 'six stops');
  expect(stops(element)[0]?.dataset['path']).to.equal('device-cloud');
  expect(stops(element)[5]?.dataset['path']).to.equal('cloud-device');
  await page.until(() => textOf(element).includes(`${device!.name} published WebhookDemo01 with id 1, t 19.`));
  expect(diagram(element).shadowRoot?.querySelector('.lanes')?.textContent).to.contain(device!.name);
});

it('lists older journeys when they are asked for', async () => {
  for (let n = 0; n < 52; n++) await page.session.cloud.publish({ name: 'many', data: String(n) }, product);
  const element = await page.mount(JOURNEY);
  const options = (): HTMLOptionElement[] => [...find<HTMLSelectElement>(element, '#journey').options];
  await page.until(() => options().at(-1)?.value === 'older');
  expect(options()).to.have.length(52);
  choose(find<HTMLSelectElement>(element, '#journey'), 'older');
  await page.until(() => options().length === 53, 'all are listed, and nothing older is offered');
  expect(page.session.selectedJourney).to.equal(null);
});

it('an attempt that was cut off and tried again is no error', async () => {
  await demo();
  await send();
  const element = await page.mount(JOURNEY);
  await page.until(() => textOf(element).includes('There and back'));
  await page.test.store.transaction(['deliveries'], 'readwrite', async (tx) => {
    const [row] = await tx.getAll('deliveries', {});
    if (row) await tx.put('deliveries', { ...row, id: 'f'.repeat(24), seq: 0, state: 'interrupted', response: null, error: 'cut off' });
  });
  page.test.cloud.changed({ table: 'deliveries', ids: [] });
  await page.until(() => textOf(element).includes('interrupted'));
  expect(textOf(element)).to.contain('There and back').and.not.to.contain('ended with an error');
});
