import { expect } from '@esm-bundle/chai';
import '../../src/elements/limits.ts';
import { find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
  // The test's cloud has a clock of its own; while it stands, the page computes the same moment.
  await page.session.cloud.setRate(0);
});
afterEach(() => page.close());

const LIMITS = '<pocket-limits></pocket-limits>';
const gauge = (element: Element, of: string): HTMLElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.gauge') ?? [])].find((one) => one.textContent?.includes(of));
const words = (element: Element, of: string): string => gauge(element, of)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

it('shows requests of a host and triggers of the API as meters with numbers, and forgets them after a minute', async () => {
  const element = await page.mount(LIMITS);
  expect(textOf(element)).to.contain('No host was asked in the last minute.');
  for (let n = 0; n < 3; n++) await page.session.cloud.publish({ name: 'FirstEvent', data: String(n) });
  await page.until(() => words(element, 'echo.example').includes('3 of 120 requests 3 of 120'));
  expect(words(element, 'Events of the API')).to.match(/3 of 10 triggers 3 of 10 falls at \d\d:\d\d:\d\d, in 1:00$/);
  const meter = gauge(element, 'echo.example')?.querySelector('meter');
  expect([meter?.value, meter?.max]).to.deep.equal([3, 120]);
  await page.expectAccessible();
  await page.session.cloud.advance({ ms: 61_000 });
  await page.until(() => textOf(element).includes('No host was asked in the last minute.'));
});

it('a limit that is used up is named in words, and room comes back when time passes', async () => {
  const element = await page.mount(LIMITS);
  for (let n = 0; n < 12; n++) await page.session.cloud.publish({ name: 'FirstEvent', data: String(n) });
  await page.until(() => words(element, 'Events of the API').includes('10 of 10 triggers 10 of 10 used up'));
  expect(textOf(element)).to.contain('1 limit is used up.');
  await page.expectAccessible();
  await page.session.cloud.advance({ ms: 61_000 });
  await page.until(() => textOf(element).includes('There is room everywhere.'));
});

it('counts webhooks of the account and the errors in a row of each by its name', async () => {
  const { cloud } = page.session;
  await cloud.createIntegration({ event: 'bad', url: 'https://echo.example/x', name: 'Failing hook' }, null);
  await cloud.setFault('echo.example', { kind: 'status', status: 500 });
  const element = await page.mount(LIMITS);
  await cloud.publish({ name: 'bad', data: '1' });
  await page.until(() => words(element, 'Failing hook').includes('1 of 10 errors'));
  await page.until(() => words(element, 'student@example.com').includes('2 of 20 webhooks'));
});

it('the newer rules have no fixed numbers, and that is said', async () => {
  const element = await page.mount(LIMITS);
  await page.session.cloud.setSettings({ rules: 'current' });
  await page.until(() => textOf(element).includes('no fixed numbers'));
  expect(find(element, '.control').querySelector('meter')).to.equal(null);
});
