// A mailed link sets a new password, in the looks of the product it is for.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/reset-password.ts';
import { find, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => {
  page.close();
  history.replaceState(null, '', location.pathname);
});

/** Opens the page of the newest mail's link. */
const openLink = async (): Promise<HTMLElement> => {
  const [mail] = (await page.session.cloud.mails()).mails;
  history.replaceState(null, '', `${location.pathname}?${mail?.link?.split('?')[1]}`);
  return page.mount('<pocket-reset-password></pocket-reset-password>');
};
const forgot = (body: Record<string, string>): Promise<unknown> =>
  page.session.cloud.call('POST', '/v1/user/password-reset', { token: false, body });
const fill = (element: HTMLElement, password: string, again = password): void => {
  find<HTMLInputElement>(element, '[name=password]').value = password;
  find<HTMLInputElement>(element, '[name=again]').value = again;
  find<HTMLFormElement>(element, 'form').requestSubmit();
};

/** A product with `looks`, one customer, and the mail that customer asked for. */
const brand = async (looks: unknown): Promise<void> => {
  const { cloud } = page.session;
  const { product } = await cloud.call<{ product: { id: number } }>('POST', '/v1/user/products', {
    body: { product: { name: 'Garden', platform_id: 32, description: 'x', settings: { password_reset: looks } } },
  });
  const { client } = await cloud.call<{ client: { id: string; secret: string } }>('POST', `/v1/products/${product.id}/clients`, {
    body: { name: 'app', type: 'installed' },
  });
  const credentials = { client_id: client.id, client_secret: client.secret };
  await cloud.call('POST', `/v1/products/${product.id}/customers`, {
    token: false,
    body: { email: 'ann@example.com', password: 'secret-1', ...credentials },
  });
  await forgot({ username: 'ann@example.com', ...credentials });
};

it('the new password works, the old one and every token do not', async () => {
  const before = await page.session.ensureToken();
  await forgot({ username: 'student@example.com' });
  const element = await openLink();
  await page.until(() => textOf(element).includes('For student@example.com.'));
  await page.expectAccessible();
  fill(element, 'a new password');
  await page.until(() => textOf(element).includes('The new password is set'));
  expect((await page.session.cloud.grant('student@example.com', 'a new password')).access_token).to.match(/^[0-9a-f]{40}$/);
  const refused = await page.session.cloud.call('GET', '/v1/user', { token: before }).catch((error: { code: string }) => error.code);
  expect(refused).to.equal('invalid_token');
});

it('two passwords that differ are not sent', async () => {
  await forgot({ username: 'student@example.com' });
  const element = await openLink();
  await page.until(() => element.shadowRoot?.querySelector('form'));
  fill(element, 'a new password', 'a new passwort');
  await page.until(() => element.shadowRoot?.querySelector('.problem'));
  expect(textOf(element)).to.contain('The two differ.');
  await page.expectAccessible();
  expect((await page.session.cloud.grant('student@example.com', 'pocket-cloud')).token_type).to.equal('bearer');
});

it('a product’s title, words and colour dress the page, readable on any colour', async () => {
  await brand({ title: 'Garden Watch', color: '#F2C14E', logo_text: 'GW' });
  const element = await openLink();
  await page.until(() => textOf(element).includes('For ann@example.com.'));
  const logo = getComputedStyle(find(element, '.logo'));
  expect(logo.backgroundColor).to.equal('rgb(242, 193, 78)');
  expect(logo.color).to.equal('rgb(0, 0, 0)');
  expect(find(element, '.logo').textContent).to.equal('GW');
  expect(document.title).to.equal('Garden Watch');
  await page.expectAccessible();
});

it('a colour that is none reaches no style sheet', async () => {
  await brand({ title: '<b>x</b>', color: 'red; background: url(https://evil.example)', logo_text: 'GW' });
  const element = await openLink();
  await page.until(() => textOf(element).includes('For ann@example.com.'));
  expect(getComputedStyle(find(element, '.logo')).backgroundColor).to.equal('rgb(29, 95, 209)');
  expect(textOf(element)).to.contain('<b>x</b>');
});

it('a link that was used, or none, says what to do', async () => {
  await forgot({ username: 'student@example.com' });
  const element = await openLink();
  await page.until(() => element.shadowRoot?.querySelector('form'));
  fill(element, 'a new password');
  await page.until(() => textOf(element).includes('The new password is set'));
  const again = await openLink();
  await page.until(() => textOf(again).includes('This link does not work'));
  expect(textOf(again)).to.contain('It was used before, or it is older than an hour.');
  await page.expectAccessible();
  history.replaceState(null, '', location.pathname);
  expect(textOf(await page.mount('<pocket-reset-password></pocket-reset-password>'))).to.contain('Its code is missing.');
});
