import { expect } from '@esm-bundle/chai';
import '../../src/elements/sign-in.ts';
import { button, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const fill = (element: Element, username: string, password: string): void => {
  find<HTMLInputElement>(element, 'input[name="username"]').value = username;
  find<HTMLInputElement>(element, 'input[name="password"]').value = password;
  find<HTMLFormElement>(element, 'form').requestSubmit();
};

it('nobody has to sign in, and the page says with which account it works', async () => {
  const element = await page.mount('<pocket-sign-in></pocket-sign-in>');
  expect(textOf(element)).to.contain('Optional');
  expect(textOf(element)).to.contain('student@example.com');
  expect(page.session.account.signedIn).to.equal(false);
  await page.expectAccessible();
});

it('one click signs in as the starter', async () => {
  const element = await page.mount('<pocket-sign-in></pocket-sign-in>');
  button(element, 'Sign in with one click').click();
  await page.until(() => page.session.account.signedIn);
  await page.until(() => textOf(element).includes('You are student@example.com.'));
  expect(page.session.account.token).to.match(/^[0-9a-f]{40}$/);
  await page.expectAccessible();
});

it('a wrong password is said beside the form, with the next step', async () => {
  const element = await page.mount('<pocket-sign-in></pocket-sign-in>');
  button(element, 'Someone else').click();
  await page.until(() => element.shadowRoot?.querySelector('form'));
  fill(element, 'student@example.com', 'wrong');
  await page.until(() => textOf(element).includes('do not belong together'));
  expect(page.session.account.signedIn).to.equal(false);
  await page.expectAccessible();
});

it('a new account is made and signed in, sees nothing of the starter, and can leave again', async () => {
  const element = await page.mount('<pocket-sign-in></pocket-sign-in>');
  await page.until(() => page.session.view.devices);
  button(element, 'New account').click();
  await page.until(() => element.shadowRoot?.querySelector('form'));
  await page.expectAccessible();
  fill(element, 'Ada@Example.com', 'analytical');
  await page.until(() => page.session.account.username === 'ada@example.com');
  await page.until(() => page.session.view.devices?.length === 0, 'the other account has no devices');
  button(element, 'Sign out').click();
  await page.until(() => page.session.account.username === 'student@example.com');
  await page.until(() => page.session.view.devices?.length === 1, 'the starter has its device');
});

it('opens the form where the keyboard is, and closes it with the same button', async () => {
  const element = await page.mount('<pocket-sign-in></pocket-sign-in>');
  button(element, 'Someone else').click();
  await page.until(() => element.shadowRoot?.activeElement?.getAttribute('name') === 'username');
  button(element, 'Someone else').click();
  await page.until(() => !element.shadowRoot?.querySelector('form'));
});

it('does the step for the learner, but not in the account panel', async () => {
  await page.mount('<pocket-sign-in step=""></pocket-sign-in>');
  expect(page.session.actions.has('sign-in')).to.equal(false);
  await page.mount('<pocket-sign-in></pocket-sign-in>');
  await page.session.actions.get('sign-in')?.();
  expect(page.session.account.signedIn).to.equal(true);
});
