import { expect } from '@esm-bundle/chai';
import '../../src/elements/connect-device.ts';
import '../../src/elements/event-log.ts';
import { BRIDGED_ID, bridgeBoard } from '../support/bridge-board.ts';
import { openDevicePage } from '../support/device-page.ts';
import type { DevicePage } from '../support/device-page.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let devices: DevicePage;
beforeEach(async () => {
  page = await openElementPage();
  devices = openDevicePage(page);
  devices.usb.ports = [];
});
afterEach(() => page.close());

const mount = async (): Promise<HTMLElement> => {
  const element = await page.mount('<pocket-connect-device></pocket-connect-device>');
  await page.until(() => element.shadowRoot?.querySelector('.control-foot'));
  return element;
};
const goOn = async (element: HTMLElement, what: () => unknown): Promise<void> => {
  for (let n = 0; n < 200 && !what(); n++) {
    await devices.clock.pass(50);
    await page.until(() => true);
  }
  if (!what()) throw new Error(`Did not happen. The element says: ${textOf(element)}`);
};

it('offers to connect, and names the board at once', async () => {
  const element = await mount();
  await page.until(() => textOf(element).includes('No device is connected.'));
  await page.expectAccessible();
  button(element, 'Connect').click();
  await goOn(element, () => textOf(element).includes('Boron is connected.'));
  await page.expectAccessible();
});

for (const [answer, sentence] of [
  ['unsupported', 'This browser cannot read USB ports.'],
  ['insecure', 'The browser reads USB ports on secure addresses only.'],
  ['blocked_by_policy', 'USB ports are blocked for this page'],
] as const)
  it(`explains before any click why it is not available: ${answer}`, async () => {
    devices.usb.answer = answer;
    const element = await mount();
    await page.until(() => textOf(element).includes(sentence));
    expect(element.shadowRoot?.querySelector('.control-foot button')).to.equal(null);
    await page.expectAccessible();
  });

it('a port that was granted before is open without a click', async () => {
  devices.usb.ports = [devices.port];
  const element = await mount();
  await goOn(element, () => textOf(element).includes('Boron is connected.'));
});

it('a board with the bridge says who it is, is added, and what it publishes becomes an event with a badge', async () => {
  const board = bridgeBoard(devices.port, { functions: { led: (arg) => arg.length } });
  const element = await mount();
  button(element, 'Connect').click();
  await goOn(element, () => textOf(element).includes('new to this cloud'));
  expect(textOf(element)).to.contain(BRIDGED_ID).and.to.contain('6.3.4');
  button(element, 'Add to my devices').click();
  await goOn(element, () => textOf(element).includes('one of your devices'));
  expect(page.session.choice).to.include({ device: BRIDGED_ID, platform: 13 });
  board.publish('Reading', '{"t":20}');
  await devices.clock.pass(50);
  expect(page.session.feed.events.some(({ name }) => name === 'Reading')).to.equal(false);
  find<HTMLInputElement>(element, '#bridge').click();
  await goOn(element, () => board.waiting.length === 0);
  await goOn(element, () => textOf(element).includes('1 event so far'));
  const { events } = await page.session.cloud.events({ device: BRIDGED_ID, prefix: 'Reading' });
  expect(events.map(({ data, origin, via }) => ({ data, origin, via }))).to.deep.equal([
    { data: '{"t":20}', origin: 'device', via: 'usb' },
  ]);
  const token = await page.test.login();
  const call = page.test.call('POST', `/v1/devices/${BRIDGED_ID}/led`, { token, body: { arg: 'x'.repeat(600) } });
  await goOn(element, () => board.heard.some(({ f }) => f === 'led'));
  await devices.clock.pass(50);
  expect((await call).json.return_value).to.equal(600);
  await page.expectAccessible();
  const log = document.createElement('pocket-event-log');
  page.stage.append(log);
  await page.until(() => log.shadowRoot?.textContent?.includes('bridged over USB'));
  log.remove();
  // The next visit: the same browser, another page.
  const { desk, clock, port } = devices;
  const leaving = desk.real.disconnect();
  await clock.pass(1000);
  await leaving;
  element.remove();
  const stage = page.stage.appendChild(document.createElement('main'));
  devices = openDevicePage({ ...page, stage, session: page.session });
  devices.usb.ports = [port];
  bridgeBoard(port, { boot: 'b008' });
  const again = stage.appendChild(document.createElement('pocket-connect-device'));
  await page.until(() => again.shadowRoot?.querySelector('.control-foot'));
  await goOn(again, () => textOf(again).includes('Bridged over USB'));
  expect(devices.desk.real.bridge).not.to.equal(desk.real.bridge);
  find<HTMLInputElement>(again, '#bridge').click();
  await goOn(again, () => textOf(again).includes('Your choice is kept for this board.'));
  expect(page.session.memory.read('bridged')).to.deep.equal([]);
});
