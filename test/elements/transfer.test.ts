// An owner decides about a device that somebody else asked for.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/transfer.ts';
import { button, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
  const { cloud } = page.session;
  await cloud.createUser('ann@example.com', 'ann-password');
  const { access_token } = await cloud.grant('ann@example.com', 'ann-password');
  const id = (await cloud.devices())[0]?.id;
  await cloud.call('POST', '/v1/devices', { token: access_token, body: { id, request_transfer: true } });
  const [mail] = (await cloud.mails()).mails;
  history.replaceState(null, '', `${location.pathname}?${mail?.link?.split('?')[1]}`);
});
afterEach(() => {
  page.close();
  history.replaceState(null, '', location.pathname);
});
const devices = async (): Promise<number> => (await page.session.cloud.devices()).length;

it('handing over takes the device from its owner', async () => {
  const element = await page.mount('<pocket-transfer></pocket-transfer>');
  await page.until(() => textOf(element).includes('Somebody asks to take over pocket_board'));
  await page.expectAccessible();
  button(element, 'Hand it over').click();
  await page.until(() => textOf(element).includes('pocket_board has a new owner.'));
  expect(await devices()).to.equal(0);
});

it('keeping it leaves everything as it is, and the link is used up', async () => {
  const element = await page.mount('<pocket-transfer></pocket-transfer>');
  await page.until(() => textOf(element).includes('Somebody asks'));
  button(element, 'Keep it').click();
  await page.until(() => textOf(element).includes('You keep pocket_board.'));
  expect(await devices()).to.equal(1);
  const again = await page.mount('<pocket-transfer></pocket-transfer>');
  await page.until(() => textOf(again).includes('Nobody asks for this device any more.'));
  await page.expectAccessible();
});
