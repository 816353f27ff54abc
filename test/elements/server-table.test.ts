import { expect } from '@esm-bundle/chai';
import '../../src/elements/server-table.ts';
import { choose, find, openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const row = (element: Element, host: string): HTMLTableRowElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLTableRowElement>('tbody tr') ?? [])].find((one) =>
    one.textContent?.includes(host),
  );
  if (!found) throw new Error(`No row ${host}`);
  return found;
};
const words = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const detailOf = async (element: Element, host: string): Promise<HTMLElement> => {
  row(element, host).querySelector('button')?.click();
  await page.until(() => element.shadowRoot?.querySelector('pocket-server-detail')?.shadowRoot?.querySelector('form'), 'the server opens');
  return find(element, 'pocket-server-detail');
};
const publishTo = async (url: string, name: string): Promise<void> => {
  await page.session.cloud.createIntegration(
    { event: name, url, requestType: 'POST', json: { v: '{{{PARTICLE_EVENT_VALUE}}}' }, noDefaults: true },
    null,
  );
  await page.session.cloud.publish({ name, data: '<b>7</b>' });
};

it('lists every server with its state, and counts what it receives', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const servers = await page.session.cloud.servers();
  expect(element.shadowRoot?.querySelectorAll('tbody tr').length).to.equal(servers.length);
  await page.until(() => words(row(element, 'demo-server.example')).includes('not started'));
  expect(words(row(element, 'echo.example')))
    .to.contain('works')
    .and.to.contain('none');
  await publishTo('https://echo.example/a', 'one');
  await page.until(() => /works 1 \d\d:/.test(words(row(element, 'echo.example'))), 'the request is counted');
  await page.expectAccessible();
});

it('opens a server: its requests raw and pretty, as text', async () => {
  await publishTo('https://echo.example/a', 'one');
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const detail = await detailOf(element, 'echo.example');
  await page.until(() => detail.shadowRoot?.querySelector('.request'), 'the request is listed');
  find<HTMLDetailsElement>(detail, '.request').open = true;
  expect(find(detail, '[aria-label="Request headers"]').textContent).to.contain('POST /a HTTP/1.1');
  expect(find(detail, '[aria-label="Request body"]').textContent).to.equal('{\n  "v": "<b>7</b>"\n}');
  expect(detail.shadowRoot?.querySelector('b')).to.equal(null);
  await page.expectAccessible();
  find<HTMLButtonElement>(detail, '[aria-pressed]').click();
  await page.until(() => detail.shadowRoot?.querySelector('[aria-label="Raw request"]'));
  expect(find(detail, '[aria-label="Raw request"]').textContent).to.contain('{"v":"<b>7</b>"}');
});

it('breaks a server and mends it', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const detail = await detailOf(element, 'echo.example');
  choose(find(detail, '#kind'), 'status');
  const field = find<HTMLInputElement>(detail, '#value');
  field.value = '503';
  field.dispatchEvent(new Event('input'));
  await page.until(() => field.value === '503');
  find<HTMLFormElement>(detail, 'form').requestSubmit();
  await page.until(() => words(row(element, 'echo.example')).includes('answers 503'), 'the table says so');
  expect((await page.session.cloud.server('echo.example')).fault).to.deep.equal({ kind: 'status', status: 503 });
  await page.expectAccessible();
  [...(detail.shadowRoot?.querySelectorAll('button') ?? [])].find((one) => one.textContent === 'Mend it')?.click();
  await page.until(() => words(row(element, 'echo.example')).includes('works'), 'it works again');
});

it('every way to break a server is one the cloud knows', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const detail = await detailOf(element, 'echo.example');
  for (const { value: kind } of find<HTMLSelectElement>(detail, '#kind').options) {
    choose(find(detail, '#kind'), kind);
    await page.until(() => find<HTMLSelectElement>(detail, '#kind').value === kind);
    await page.until(() => !page.session.busy('fault/echo.example'), 'the last one is told');
    find<HTMLFormElement>(detail, 'form').requestSubmit();
    let now: string | undefined;
    for (let turn = 0; turn < 50 && now !== kind; turn++) {
      await page.until(() => true);
      now = (await page.session.cloud.server('echo.example')).fault?.kind;
    }
    expect(now, detail.shadowRoot?.querySelector('.problem')?.textContent ?? kind).to.equal(kind);
  }
});

it('the visitor’s own server takes routes, and says why it refuses one', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const detail = await detailOf(element, 'my-server.example');
  await page.until(
    () => detail.shadowRoot?.querySelector('pocket-server-routes')?.shadowRoot?.querySelector('li'),
    'the routes are listed',
  );
  const routes = find(detail, 'pocket-server-routes');
  find<HTMLInputElement>(routes, '#path').value = '/teapot';
  find<HTMLInputElement>(routes, '#status').value = '418';
  find<HTMLFormElement>(routes, 'form').requestSubmit();
  await page.until(() => words(find(routes, 'ul')).includes('/teapot answers 418'), 'the route is there');
  await page.expectAccessible();
  find<HTMLInputElement>(routes, '#path').value = 'no-slash';
  find<HTMLFormElement>(routes, 'form').requestSubmit();
  await page.until(() => routes.shadowRoot?.querySelector('.problem'), 'the reason is shown');
  expect(words(find(routes, '.problem'))).to.contain('A path starts with "/".');
});

it('charts the values of a ThingSpeak channel, with the numbers as a table', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const thingspeak = (await page.session.cloud.servers()).find(({ host }) => host === 'api.thingspeak.com');
  await page.session.cloud.createIntegration(thingspeak!.example as { event: string; url: string }, null);
  for (const data of ['20', '25.5']) {
    await page.session.cloud.publish({ name: 'temp', data });
    await page.test.advance(16_000);
  }
  const detail = await detailOf(element, 'api.thingspeak.com');
  await page.until(() => detail.shadowRoot?.querySelector('pocket-channel-chart')?.shadowRoot?.querySelector('svg'), 'the chart is drawn');
  const chart = find(detail, 'pocket-channel-chart');
  expect(find(chart, '[role=img]').getAttribute('aria-label')).to.contain('2 values from 20 to 25.5, the last is 25.5');
  expect([...(chart.shadowRoot?.querySelectorAll('tbody .n') ?? [])].map((cell) => cell.textContent)).to.deep.equal(['25.5', '20']);
  await page.expectAccessible();
});

it('allows a host of the real internet by name, and takes it back', async () => {
  const element = await page.mount('<pocket-server-table></pocket-server-table>');
  const hosts = find(element, 'pocket-allowed-hosts');
  await page.until(() => hosts.shadowRoot?.querySelector('form'));
  for (const wrong of ['*', 'foo bar', 'https://']) {
    find<HTMLInputElement>(hosts, '#host').value = wrong;
    find<HTMLInputElement>(hosts, '#host').dispatchEvent(new Event('input'));
    await page.until(() => !hosts.shadowRoot?.querySelector('#host-wrong'), 'what is being typed is not judged');
    find<HTMLFormElement>(hosts, 'form').requestSubmit();
    await page.until(() => hosts.shadowRoot?.querySelector('#host-wrong'), `${wrong} is no host`);
    expect(find(hosts, '#host-wrong').textContent).to.contain('Write a host name, like api.example.com.');
  }
  await page.expectAccessible();
  expect((await page.session.cloud.settings()).allowed_hosts).to.deep.equal([]);
  const field = find<HTMLInputElement>(hosts, '#host');
  field.value = 'https://API.example.com/x';
  field.dispatchEvent(new Event('input'));
  find<HTMLFormElement>(hosts, 'form').requestSubmit();
  await page.until(() => hosts.shadowRoot?.querySelector('li code')?.textContent === 'api.example.com', 'the host is listed');
  expect((await page.session.cloud.settings()).allowed_hosts).to.deep.equal(['api.example.com']);
  await page.expectAccessible();
  find<HTMLButtonElement>(hosts, 'li button').click();
  await page.until(() => !hosts.shadowRoot?.querySelector('li'));
  expect((await page.session.cloud.settings()).allowed_hosts).to.deep.equal([]);
});
