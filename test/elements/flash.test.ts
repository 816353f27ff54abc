import { expect } from '@esm-bundle/chai';
import '../../src/elements/flash.ts';
import { buildModule } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { openDevicePage } from '../support/device-page.ts';
import type { DevicePage } from '../support/device-page.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let devices: DevicePage;
beforeEach(async () => {
  page = await openElementPage();
  devices = openDevicePage(page);
});
afterEach(() => page.close());

const MODULE = buildModule({ payload: 'x'.repeat(5000) });
const mount = async (): Promise<HTMLElement> => {
  const element = await page.mount('<pocket-flash></pocket-flash>');
  await page.until(() => element.shadowRoot?.querySelector('#file'));
  return element;
};
const give = (element: HTMLElement, bytes: Uint8Array, name = 'app.bin'): void => {
  const files = new DataTransfer();
  files.items.add(new File([bytes as BlobPart], name));
  const field = find<HTMLInputElement>(element, '#file');
  field.files = files.files;
  field.dispatchEvent(new Event('change'));
};
/** Lets device time and frames go on until `what`. */
const goOn = async (element: HTMLElement, what: () => unknown): Promise<void> => {
  for (let n = 0; n < 400 && !what(); n++) {
    await devices.clock.pass(100);
    await page.until(() => true);
  }
  if (!what()) throw new Error(`Did not happen. The element says: ${textOf(element)}`);
};

it('says what is missing, then what the file is for', async () => {
  const element = await mount();
  await page.until(() => textOf(element).includes('No file is chosen.'));
  expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
  give(element, MODULE);
  await page.until(() => textOf(element).includes('The build fits pocket_board.'));
  expect(textOf(element)).to.contain('Virtual board').and.to.contain('4.9 KB');
  await page.expectAccessible();
});

const flipped = MODULE.slice();
flipped[100] = (flipped[100] ?? 0) ^ 1;
for (const [what, bytes, sentence] of [
  ['too short', MODULE.slice(0, 20), 'The file is too short to be a firmware module.'],
  ['no module', new Uint8Array(500).fill(0xee), 'The file is not a firmware module.'],
  ['cut', MODULE.slice(0, -10), 'The end of the module is missing.'],
  ['longer', new Uint8Array([...MODULE, 0, 0]), 'There are bytes after the end of the module.'],
  ['damaged', flipped, 'The module is damaged'],
  ['a system part', buildModule({ module_function: 4 }), 'The module is part of the system'],
  ['for another board', buildModule({ platform_id: 13 }), 'The module is for Boron, and this device is Virtual board.'],
] as const)
  it(`refuses a file that is ${what}, with its own sentence`, async () => {
    const element = await mount();
    give(element, bytes);
    await page.until(() => textOf(element).includes(sentence));
    expect(button(element, 'Flash').getAttribute('aria-disabled')).to.equal('true');
    await page.expectAccessible();
  });

it('flashes a virtual board over USB and shows the proof', async () => {
  const element = await mount();
  give(element, MODULE);
  choose(find(element, '#way'), 'ymodem');
  await page.until(() => textOf(element).includes('The build fits'));
  button(element, 'Flash').click();
  await goOn(element, () => textOf(element).includes('runs this build.'));
  expect(devices.board().installed).to.deep.equal(MODULE);
  const [file, device] = [...(element.shadowRoot?.querySelectorAll('.proof code') ?? [])].map(({ textContent }) => textContent);
  expect(file).to.match(/^[0-9a-f]{64}$/);
  expect(device).to.equal(file);
  await page.expectAccessible();
});

it('flashes over the air through the cloud; the hash comes from the device', async () => {
  const { id } = (await page.session.cloud.devices())[0] ?? { id: '' };
  let sent = '';
  const device = await connectDevice(page.test, id, {
    flash: (base64) => {
      sent = base64;
      return true;
    },
  });
  const element = await mount();
  give(element, MODULE);
  await page.until(() => textOf(element).includes('The build fits'));
  button(element, 'Flash').click();
  await goOn(element, () => sent !== '');
  expect(Uint8Array.from(atob(sent), (one) => one.charCodeAt(0))).to.deep.equal(MODULE);
  devices.board().reset('flash');
  const whole = devices.desk.virtual(id).progress?.hash;
  await device.greet({ app_hash: whole } as never);
  await goOn(element, () => textOf(element).includes('runs this build.'));
  await page.expectAccessible();
});

it('cancelled: the board keeps its build', async () => {
  const element = await mount();
  give(element, MODULE);
  choose(find(element, '#way'), 'ymodem');
  await page.until(() => textOf(element).includes('The build fits'));
  button(element, 'Flash').click();
  await goOn(element, () => devices.desk.virtual(devices.board()?.id)?.progress?.stage === 'prepare');
  button(element, 'Cancel').click();
  await goOn(element, () => textOf(element).includes('You cancelled it.'));
  expect(devices.board().installed).to.equal(null);
  await page.expectAccessible();
});

it('cancelled while the board starts: it is not flashed', async () => {
  const element = await mount();
  give(element, MODULE);
  await page.until(() => textOf(element).includes('The build fits'));
  button(element, 'Flash').click();
  await goOn(element, () => textOf(element).includes('is starting. It is flashed as soon as it is online.'));
  await page.expectAccessible();
  button(element, 'Cancel').click();
  await goOn(element, () => textOf(element).includes('You cancelled it.'));
  await devices.clock.pass(40_000);
  expect(textOf(element)).to.contain('The device keeps the build it had.');
  expect(devices.desk.virtual(devices.board().id).progress).to.equal(null);
});

it('leaving the page is asked about while a device is written to, and not otherwise', async () => {
  const leaving = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const element = await mount();
  give(element, MODULE);
  choose(find(element, '#way'), 'ymodem');
  await page.until(() => textOf(element).includes('The build fits'));
  expect(leaving()).to.equal(false);
  button(element, 'Flash').click();
  await goOn(element, () => devices.desk.virtual(devices.board()?.id)?.progress?.stage === 'prepare');
  expect(leaving()).to.equal(true);
  await goOn(element, () => textOf(element).includes('runs this build.'));
  expect(leaving()).to.equal(false);
});

it('a real board: connects first, and one that takes nothing over serial says so before a file is chosen', async () => {
  Object.assign(devices.port, { info: { usbVendorId: 0x2b04, usbProductId: 0xc02a } });
  const element = await mount();
  choose(find(element, '#target'), 'usb');
  await page.until(() => textOf(element).includes('No device is connected.'));
  button(element, 'Connect').click();
  await devices.clock.pass(50);
  await page.until(() => textOf(element).includes('This kind of board takes no firmware over USB serial.'));
  await page.expectAccessible();
});
