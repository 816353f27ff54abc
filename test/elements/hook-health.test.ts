import { expect } from '@esm-bundle/chai';
import '../../src/elements/cloud-logs.ts';
import '../../src/elements/hook-health.ts';
import { button, find, frame, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const failing = async (times: number): Promise<string> => {
  const { cloud } = page.session;
  const { id } = await cloud.createIntegration({ event: 'bad', url: 'https://echo.example/x', name: 'Failing hook' }, null);
  await cloud.setFault('echo.example', { kind: 'status', status: 500 });
  for (let n = 0; n < times; n++) {
    await cloud.publish({ name: 'bad', data: String(n) });
    await page.test.advance(7000);
  }
  return id;
};

it('shows the run of errors so far, the last errors and the counts', async () => {
  await failing(3);
  const element = await page.mount('<pocket-hook-health></pocket-hook-health>');
  await page.until(() => textOf(element).includes('3 of 10'));
  expect(textOf(element))
    .to.contain('0 answered, 3 errors')
    .and.to.contain('error status 500 from echo.example')
    .and.to.contain('Listening');
  await page.expectAccessible();
});

it('a webhook disabled after ten errors says why, and comes back with one click', async () => {
  const id = await failing(10);
  const element = await page.mount('<pocket-hook-health></pocket-hook-health>');
  await page.until(() => textOf(element).includes('1 webhook is disabled.'));
  expect(textOf(element)).to.contain('Too many errors').and.to.contain('10 of 10').and.to.contain('Disabled');
  await page.expectAccessible();
  button(element, 'Enable').click();
  await page.until(() => !textOf(element).includes('1 webhook is disabled.'));
  expect((await page.session.cloud.integration(id, null)).disabled).to.equal(false);
});

it('an attempt can be sent again, many times, or changed first', async () => {
  const { cloud } = page.session;
  await cloud.createIntegration({ event: 'good', url: 'https://echo.example/x', noDefaults: true, body: 'first' }, null);
  await cloud.publish({ name: 'good', data: '1' });
  const element = await page.mount('<pocket-cloud-logs></pocket-cloud-logs>');
  const rows = (): number => element.shadowRoot?.querySelectorAll('tbody tr').length ?? 0;
  await page.until(() => rows() === 1 && textOf(element).includes('answered'));
  button(element, 'good').click();
  await page.until(() => element.shadowRoot?.querySelector('.detail'));
  button(element, 'Send 5 times').click();
  await page.until(() => rows() === 6, 'five more attempts');
  button(element, 'Change it first').click();
  await page.until(() => element.shadowRoot?.querySelector('#edited-body'));
  await page.expectAccessible();
  const field = find<HTMLTextAreaElement>(element, '#edited-body');
  field.value = 'second';
  field.dispatchEvent(new Event('input'));
  await frame();
  button(element, 'Send the changed request').click();
  await page.until(() => rows() === 7, 'the changed one');
  await page.until(
    () => !textOf(element, 'tbody').includes('waiting') && !textOf(element, 'tbody').includes('under way'),
    'it is answered',
  );
  const bodies = (await cloud.serverRequests('echo.example')).requests.map(({ body }) => body);
  expect(bodies).to.deep.equal(['second', 'first', 'first', 'first', 'first', 'first', 'first']);
});

it('a webhook that is gone is asked for by nobody', async () => {
  const { cloud } = page.session;
  const refused: string[] = [];
  const answer = page.test.cloud.fetch;
  page.test.cloud.fetch = async (request, ...rest) => {
    const response = await answer(request, ...rest);
    if (response.status === 404) refused.push(request.url);
    return response;
  };
  await page.mount('<div><pocket-cloud-logs></pocket-cloud-logs><pocket-hook-health></pocket-hook-health></div>');
  const [logs, health] = [...page.stage.children[2]!.children] as [Element, Element];
  for (const event of ['one', 'two', 'three']) {
    const { id } = await cloud.createIntegration({ event, url: 'https://echo.example/x', name: `Hook ${event}` }, null);
    await cloud.publish({ name: event, data: '1' });
    await page.until(() => [logs, health].every((element) => textOf(element).includes(`Hook ${event}`)), `${event} is shown`);
    // As a mission of a lesson does: the old one goes, and attempts of another come before the lists were read again.
    await cloud.deleteIntegration(id, null);
    for (let n = 0; n < 3; n++) await cloud.publish({ name: 'FirstEvent', data: String(n) });
    await page.until(() => [logs, health].every((element) => !textOf(element, '.hooks').includes(`Hook ${event}`)), `${event} is gone`);
  }
  expect(refused).to.deep.equal([]);
});
