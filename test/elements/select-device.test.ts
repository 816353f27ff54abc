import { expect } from '@esm-bundle/chai';
import '../../src/elements/select-device.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';
import { keptMemory } from '../support/kept-memory.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const only = async () => {
  const [device] = await page.session.cloud.devices();
  if (!device) throw new Error('The starter account has no device.');
  return device;
};

it('lists devices by name and id, says which are offline, and lets the learner go on without', async () => {
  const device = await only();
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  const options = [...find<HTMLSelectElement>(element, 'select').options].map(({ text }) => text);
  expect(options).to.deep.equal(['No device', `${device.name} (${device.id})${device.online ? '' : ', offline'}`]);
  expect(textOf(element)).to.contain('go on without');
  await page.expectAccessible();
});

it('choosing a device remembers it and its platform, and shows what it is', async () => {
  const device = await only();
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  choose(find(element, 'select'), device.id);
  await page.until(() => textOf(element).includes('Done'));
  expect(page.session.choice).to.include({ device: device.id, platform: 3 });
  expect(find(element, '.facts').textContent).to.contain(device.id).and.to.contain('Virtual board').and.to.contain('sandbox');
  await page.expectAccessible();
  choose(find(element, 'select'), '');
  await page.until(() => textOf(element).includes('No device is chosen.'));
  expect(page.session.choice.device).to.equal(null);
});

it('a device that is not there any more is undone', async () => {
  page.session.choose({ device: 'f'.repeat(24) });
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  expect(textOf(element)).to.contain('The device you chose is gone.').and.to.contain('Undone');
  await page.expectAccessible();
});

it('an account without devices can go on, or get a board of its own', async () => {
  const device = await only();
  await page.session.cloud.unclaimDevice(device.id);
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  await page.until(() => textOf(element).includes('This account has no device.'));
  await page.expectAccessible();
  button(element, 'Go on without a device').click();
  await page.until(() => textOf(element).includes('You go on without a device.'));
  expect(page.session.choice.without_device).to.equal(true);
  button(element, 'Get a virtual board').click();
  await page.until(() => textOf(element).includes('pocket_board is chosen'));
  const [board] = await page.session.cloud.devices();
  expect(page.session.choice).to.include({ device: board!.id, without_device: false, platform: 3 });
  expect(board!.id).to.match(/^e00fce68[0-9a-f]{16}$/);
});

it('a name is shown as text, whatever it contains', async () => {
  const device = await only();
  await page.test.store.transaction(['devices'], 'readwrite', async (tx) => {
    const row = await tx.get('devices', device.id);
    if (row) await tx.put('devices', { ...row, name: '<img src=x onerror=alert(1)>' });
  });
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  button(element, 'Refresh').click();
  choose(find(element, 'select'), device.id);
  await page.until(() => textOf(element).includes('<img src=x onerror=alert(1)> is chosen'));
  expect(element.shadowRoot?.querySelector('img')).to.equal(null);
});

it('does the step for the learner', async () => {
  const device = await only();
  await page.mount('<pocket-select-device></pocket-select-device>');
  await page.session.actions.get('choose-device')?.();
  expect(page.session.choice.device).to.equal(device.id);
});

it('a reload keeps the choice', async () => {
  const device = await only();
  const keep = keptMemory();
  page.close();
  page = await openElementPage({ keep });
  page.session.choose({ device: device.id });
  page.close();
  page = await openElementPage({ keep });
  const element = await page.mount('<pocket-select-device></pocket-select-device>');
  expect(find<HTMLSelectElement>(element, 'select').value).to.equal(device.id);
  expect(textOf(element)).to.contain('Done');
});
