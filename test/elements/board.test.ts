// The board on the page: what it says, its buttons by keyboard, its switches and its sensor; with firmware in its real worker.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/board.ts';
import { makeModule } from '../../src/compiler/make-module.ts';
import { sessionRack } from '../../src/elements/support/session-rack.ts';
import { openElementPage, type ElementPage } from '../support/element-page.ts';
import { probe } from '../support/run-firmware.ts';

let page: ElementPage;
let element: HTMLElement;
const realFetch = globalThis.fetch;

const find = <T extends Element>(selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const line = (): string => find('#state').textContent?.replace(/\s+/g, ' ').trim() ?? '';
const says = (text: string): Promise<void> => page.until(() => line().includes(text), `"${text}", it says "${line()}"`);
const key = (target: Element, type: 'keydown' | 'keyup', name: string): boolean =>
  target.dispatchEvent(new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true }));

before(async () => {
  const image = makeModule(await probe());
  globalThis.fetch = (input, init) =>
    String(input).endsWith('firmware/webhook-demo.bin')
      ? Promise.resolve(new Response(image as Uint8Array<ArrayBuffer>))
      : realFetch(input, init);
  page = await openElementPage();
  element = await page.mount('<pocket-board></pocket-board>');
  await says('breathing cyan');
});

after(() => {
  sessionRack(page.session).close();
  page.close();
  globalThis.fetch = realFetch;
});

it('boots by itself, puts its light into words, and everyone can use it', async () => {
  expect(find('h3').textContent).to.equal('pocket_board');
  expect(line()).to.equal('Status light breathing cyan: connected to the cloud. Press MODE, and see what the firmware does.');
  expect(find('svg desc').textContent).to.contain('Status light breathing cyan').and.contain('D7 light is off');
  await page.expectAccessible();
});

it('shows the blue light that the firmware switched on, and the pin it uses', async () => {
  const [device] = sessionRack(page.session).devices;
  await page.session.cloud.call('POST', `/v1/devices/${device?.id}/d7`, { body: { arg: 'on' } });
  await page.until(() => find('svg desc').textContent?.includes('D7 light is on'), 'the light goes on');
  expect(element.shadowRoot?.querySelectorAll('.used')).to.have.length(1);
});

it('RESET is held and let go by keyboard', async () => {
  const reset = find<HTMLButtonElement>('.board-button.reset');
  key(reset, 'keydown', ' ');
  await says('held in reset');
  expect(find('svg desc').textContent).to.contain('Status light dark');
  key(reset, 'keyup', ' ');
  await says('breathing cyan');
  expect(sessionRack(page.session).devices[0]?.image?.module.platform_id).to.equal(3);
});

it('a press of MODE reaches the board by mouse, and by a screen reader that only clicks', async () => {
  const device = sessionRack(page.session).devices[0]!;
  const mode = find<HTMLButtonElement>('.board-keys [data-key="mode"]');
  const presses: boolean[] = [];
  device.addEventListener('change', () => presses.push(device.mode_down));
  mode.setPointerCapture = () => {};
  mode.dispatchEvent(new PointerEvent('pointerdown', { button: 0, pointerId: 1 }));
  await page.until(() => find('.tact').classList.contains('down'), 'MODE is drawn pressed');
  mode.dispatchEvent(new PointerEvent('pointerup', { button: 0, pointerId: 1 }));
  mode.click();
  await page.until(() => presses.at(-1) === false && !find('.tact').classList.contains('down'), 'MODE is up again');
  expect(presses).to.include(true);
});

it('the sensor and the switches do what they say', async () => {
  const slider = find<HTMLInputElement>('#temperature');
  slider.value = '30';
  slider.dispatchEvent(new Event('input'));
  await page.until(() => find('output[for=temperature]').textContent === '30.0 °C', 'the reading follows');
  const device = sessionRack(page.session).devices[0]!;
  expect(device.waves[19]?.level).to.be.closeTo(0.8, 0.001);
  const [power, network] = element.shadowRoot!.querySelectorAll<HTMLInputElement>('.switches:not(.more *) input');
  network!.click();
  await says('blinking green: looking for the network. There is no network within reach.');
  network!.click();
  await says('breathing cyan');
  power!.click();
  await says('The power is off. Switch it on to start the board.');
  expect(find('.board-button.mode').getAttribute('aria-disabled')).to.equal('true');
  power!.click();
  await says('breathing cyan');
});

it('an account without a virtual board gets one by a click, and it boots', async () => {
  const { devices } = sessionRack(page.session);
  await page.session.cloud.call('DELETE', `/v1/devices/${devices[0]?.id}`);
  await says('You have no virtual board.');
  expect(sessionRack(page.session).devices).to.have.length(0);
  find<HTMLButtonElement>('.control-foot .button').click();
  await says('breathing cyan');
  expect(sessionRack(page.session).devices[0]?.id).to.not.equal(devices[0]?.id);
});

it('a cloud that starts over gives the board back as it came', async () => {
  const [device] = sessionRack(page.session).devices;
  const first = device?.image?.module.hash;
  await device?.install(makeModule(new Uint8Array([...(await probe()), 0, 5, 4, 110, 111, 116, 101])));
  expect(device?.image?.module.hash).to.not.equal(first);
  await page.session.cloud.reset();
  await page.until(() => sessionRack(page.session).devices[0]?.image?.module.hash === first, 'the first firmware is back');
  await page.until(() => element.shadowRoot?.querySelector('#state')?.textContent?.includes('breathing cyan'), 'it is online');
});
