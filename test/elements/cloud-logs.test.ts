import { expect } from '@esm-bundle/chai';
import '../../src/elements/cloud-logs.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const hook = (event: string, url: string) =>
  page.session.cloud.createIntegration({ event, url, requestType: 'POST', json: { v: '{{{PARTICLE_EVENT_VALUE}}}' } }, null);
const rows = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');

it('says that there was no attempt yet', async () => {
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await page.until(() => textOf(element).includes('No attempts yet.'));
  await page.expectAccessible();
});

it('lists attempts as they happen, with outcome in words, and counts them by webhook', async () => {
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await hook('good', 'https://echo.example/x');
  await hook('bad', 'https://demo-server.example/hook/demo');
  await page.session.cloud.publish({ name: 'good', data: '1' });
  await page.session.cloud.publish({ name: 'bad', data: '2' });
  await page.until(
    () => rows(element).some((row) => row.includes('answered')) && rows(element).some((row) => row.includes('ECONNREFUSED')),
    'both attempts',
  );
  await page.until(() => textOf(element).includes('good for echo.example 1 answered, 0 errors'), 'the counters');
  expect(textOf(element)).to.contain('bad for demo-server.example 0 answered, 1 error');
  await page.expectAccessible();
});

it('filters by webhook and by outcome, and a filter that hides everything offers the way back', async () => {
  await hook('good', 'https://echo.example/x');
  const { id } = await hook('quiet', 'https://echo.example/y');
  await page.session.cloud.publish({ name: 'good', data: '1' });
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await page.until(() => rows(element).some((row) => row.includes('answered')));
  await page.until(() => element.shadowRoot?.querySelector(`option[value="${id}"]`), 'webhooks are listed');
  choose(find(element, '#hook'), id);
  await page.until(() => textOf(element).includes('No attempt matches the filter.'));
  button(element, 'Show all').click();
  await page.until(() => rows(element).length > 0);
  choose(find(element, '#outcome'), 'error');
  await page.until(() => textOf(element).includes('No attempt matches the filter.'));
});

it('filters by any webhook of the account, whatever product is chosen', async () => {
  const { id: product } = await page.session.cloud.createProduct({ name: 'Lamp', platform_id: 12 });
  const { id } = await page.session.cloud.createIntegration({ event: 'glow', url: 'https://echo.example/x' }, product);
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await page.until(() => element.shadowRoot?.querySelector(`option[value="${id}"]`), 'the webhook of the product is listed');
  expect(find(element, `option[value="${id}"]`).textContent).to.contain('(Lamp)');
  await page.session.cloud.publish({ name: 'glow', data: '1' }, product);
  choose(find(element, '#hook'), id);
  await page.until(() => rows(element).some((row) => row.includes('glow')));
});

it('an attempt opens its request and its answer, and marks its journey', async () => {
  await hook('good', 'https://echo.example/x');
  await page.session.cloud.publish({ name: 'good', data: '<b>1</b>' });
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await page.until(() => rows(element).some((row) => row.includes('answered')));
  button(element, 'good').click();
  await page.until(() => element.shadowRoot?.querySelector('.detail'));
  expect(find(element, '.detail').textContent)
    .to.contain('POST /x HTTP/1.1')
    .and.to.contain('"v":"<b>1</b>"')
    .and.to.contain('HTTP/1.1 200');
  expect(page.session.selectedJourney).to.match(/^[0-9a-f]{24}$/);
  expect(find(element, 'tbody tr').hasAttribute('data-selected')).to.equal(true);
  await page.expectAccessible();
});

it('shows the attempts of the account, and after another sign-in those of that one', async () => {
  await hook('good', 'https://echo.example/x');
  await page.session.cloud.publish({ name: 'good', data: '1' });
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  await page.until(() => rows(element).some((row) => row.includes('answered')));
  await page.session.cloud.createUser('other@example.com', 'a-long-password');
  await page.session.signIn('other@example.com', 'a-long-password');
  await page.until(() => textOf(element).includes('No attempts yet.'), 'the other account has none');
  await page.session.signIn();
  await page.until(() => rows(element).some((row) => row.includes('good')), 'back to the first account');
});
