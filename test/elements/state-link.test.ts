// A link carries a cloud and a place in a lesson; opening it asks, replaces, and goes on there.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/shared-state.ts';
import '../../src/elements/state-link.ts';
import { carriedMemory, forgetMemory, keepName, lessonNames, predict, predictions } from '../../src/elements/support/lesson-memory.ts';
import { packState, stateInAddress, unpackState } from '../../src/elements/support/state-link.ts';
import { button, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => {
  page.close();
  history.replaceState(null, '', location.pathname + location.search);
});

const productNames = async (): Promise<string[]> => (await page.session.cloud.products()).map(({ name }) => name);
const brought = async (): Promise<string> =>
  packState({
    username: 'student@example.com',
    choice: { product: 1000 },
    reached: ['choose-product'],
    ...carriedMemory(page.session),
    file: await page.session.cloud.exportCloud(),
  });

it('a link brings the whole cloud and the choices, once somebody says so', async () => {
  await page.session.cloud.createProduct({ name: 'theirs', platform_id: 3 });
  keepName(page.session, 'event', 'kitchen');
  keepName(page.session, 'customer_token', 'secret');
  predict(page.session, 'who', { chosen: null, outcome: 1 });
  const fragment = await brought();
  forgetMemory(page.session);
  expect(fragment.length).to.be.lessThan(24_000);
  await page.session.cloud.reset();
  await page.session.run('own', async () => page.session.cloud.createProduct({ name: 'mine', platform_id: 3 }));
  history.replaceState(null, '', fragment);
  const element = await page.mount('<pocket-shared-state></pocket-shared-state>');
  await page.until(() => element.shadowRoot!.querySelector('.control') && textOf(element).includes('1 product'));
  expect(await productNames()).to.deep.equal(['mine']);
  await page.expectAccessible();
  button(element, 'Replace my cloud').click();
  await page.until(() => !element.isConnected, 'the offer goes');
  expect(await page.session.withToken(productNames)).to.deep.equal(['theirs']);
  expect(page.session.choice.product).to.equal(1000);
  // What the learner called things comes along; credentials do not.
  expect(lessonNames(page.session)).to.include({ event: 'kitchen' }).and.not.have.property('customer_token');
  expect(predictions(page.session)).to.deep.equal({ who: { chosen: null, outcome: 1 } });
  expect(location.hash).to.equal('');
});

it('a link allows no host of the real internet that this cloud does not', async () => {
  const { cloud } = page.session;
  await cloud.setSettings({ allowed_hosts: ['mine.example', 'theirs.example'] });
  const fragment = await brought();
  await cloud.reset();
  await cloud.setSettings({ allowed_hosts: ['mine.example', 'other.example'] });
  history.replaceState(null, '', fragment);
  const element = await page.mount('<pocket-shared-state></pocket-shared-state>');
  await page.until(
    () => element.shadowRoot!.querySelector('.control') && textOf(element).includes('called theirs.example on the real internet'),
  );
  expect(textOf(element)).to.not.contain('mine.example');
  await page.expectAccessible();
  button(element, 'Replace my cloud').click();
  await page.until(() => !element.isConnected, 'the offer goes');
  expect((await cloud.settings()).allowed_hosts).to.deep.equal(['mine.example']);
});

it('keeping mine changes nothing', async () => {
  history.replaceState(null, '', await brought());
  await page.session.cloud.createProduct({ name: 'mine', platform_id: 3 });
  const element = await page.mount('<pocket-shared-state></pocket-shared-state>');
  await page.until(() => element.shadowRoot!.querySelector('.control'));
  button(element, 'Keep mine').click();
  expect(element.isConnected).to.equal(false);
  expect(await productNames()).to.deep.equal(['mine']);
});

it('carries no tokens, and refuses what is no state or unpacks to too much', async () => {
  await page.session.ensureToken();
  const state = await unpackState(stateInAddress(await brought())!);
  expect((state!.file as { tables: object }).tables).to.have.property('users');
  expect((state!.file as { tables: object }).tables).to.not.have.property('tokens');
  for (const text of ['', 'x', '!!', btoa('{}'), 'A'.repeat(200_000)]) expect(await unpackState(text), text.slice(0, 10)).to.equal(null);
  const bomb = await packState({ username: 'x', choice: null, reached: null, file: { tables: { users: 'x'.repeat(5_000_000) } } });
  expect(await unpackState(stateInAddress(bomb)!)).to.equal(null);
  history.replaceState(null, '', '#state=nonsense');
  const element = await page.mount('<pocket-shared-state></pocket-shared-state>');
  await page.until(() => element.shadowRoot!.querySelector('.control') && textOf(element).includes('cannot be read'));
  await page.expectAccessible();
});

it('says so when the cloud is too large for a link', async () => {
  const random = (): string => [...crypto.getRandomValues(new Uint8Array(400))].map((one) => one.toString(16)).join('');
  for (let n = 0; n < 80; n++) await page.session.cloud.publish({ name: 'noise', data: random() });
  page.stage.innerHTML = '<h1>Lesson</h1><pocket-state-link></pocket-state-link>';
  const element = page.stage.querySelector('pocket-state-link')!;
  await page.until(() => element.shadowRoot?.querySelector('button'));
  button(element, 'Copy a link').click();
  await page.until(() => element.shadowRoot!.textContent.includes('too large for a link'));
  expect(button(element, 'Save it as a file').textContent).to.contain('Save');
  await page.expectAccessible();
});
