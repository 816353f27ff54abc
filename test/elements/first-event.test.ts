import { expect } from '@esm-bundle/chai';
import '../../src/elements/first-event.ts';
import { button, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const stops = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll('.route li')].map(
    (stop) => `${stop.getAttribute('data-state')}: ${stop.textContent?.replace(/\s+/g, ' ').trim()}`,
  );
const back = (element: Element): Promise<void> => page.until(() => textOf(element).includes('There and back in'), 'the answer comes back');

it('one click: an event through a webhook to a server and back, with nothing set up', async () => {
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  expect(stops(element).every((stop) => stop.startsWith('ahead'))).to.equal(true);
  await page.expectAccessible();
  button(element, 'Send a test event').click();
  await back(element);
  // The manual clock stands still, so no stop shows a time.
  expect(stops(element)).to.deep.equal([
    'done: Youpublished, done',
    'done: Cloudhook-sent, done',
    'done: Server200 OK, done',
    'done: Youhook-response, done',
  ]);
  expect(page.session.account.signedIn).to.equal(false);
  const { events } = await page.session.cloud.events({ prefix: 'FirstEvent' });
  expect(events).to.have.length(1);
  expect(events[0]!.coreid).to.equal('api');
  expect(page.session.selectedJourney).to.equal(events[0]!.journey);
  await page.expectAccessible();
});

it('works for whoever is signed in', async () => {
  await page.session.cloud.createUser('ada@example.com', 'analytical');
  await page.session.signIn('ada@example.com', 'analytical');
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  button(element, 'Send a test event').click();
  await back(element);
  expect(page.session.account.username).to.equal('ada@example.com');
});

it('says what the server answered when it refuses', async () => {
  await page.session.cloud.setFault('echo.example', { kind: 'status', status: 503 });
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  button(element, 'Send a test event').click();
  await page.until(() => textOf(element).includes('The server did not take it: 503'));
  expect(stops(element)[2]).to.contain('error');
  await page.expectAccessible();
});

it('a webhook that was taken away can be put back', async () => {
  const [hook] = await page.session.cloud.integrations(null);
  await page.session.cloud.deleteIntegration(hook!.id, null);
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  button(element, 'Send a test event').click();
  await page.until(() => textOf(element).includes('No webhook listens'));
  await page.expectAccessible();
  button(element, 'Put it back').click();
  await back(element);
  expect(await page.session.cloud.integrations(null)).to.have.length(1);
});

it('a second click while the first is on its way sends nothing more', async () => {
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  const send = button(element, 'Send a test event');
  const release = page.session.feed.hold();
  send.click();
  send.click();
  await back(element);
  expect((await page.session.cloud.events({ prefix: 'FirstEvent' })).events).to.have.length(1);
  send.click();
  await page.until(
    () => send.getAttribute('aria-disabled') === null && page.session.feed.events.filter(({ name }) => name === 'FirstEvent').length === 2,
  );
  release();
});

it('says that the limit was reached, and not that the server refused', async () => {
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  for (let n = 0; n < 10; n++) await page.session.cloud.publish({ name: 'FirstEvent', data: String(n) });
  button(element, 'Send a test event').click();
  await page.until(() => textOf(element).includes('it ran too often in this minute'));
  expect(stops(element).slice(1, 3)).to.deep.equal(['error: Cloudnot sent, failed', 'ahead: Servernot asked, not yet']);
  await page.expectAccessible();
});

it('a disabled webhook says nothing, and the button does', async () => {
  const [hook] = await page.session.cloud.integrations(null);
  await page.session.cloud.updateIntegration(hook!.id, { ...hook!, disabled: true }, null);
  const element = await page.mount('<pocket-first-event></pocket-first-event>');
  button(element, 'Send a test event').click();
  await page.until(() => textOf(element).includes('The webhook is disabled'));
});
