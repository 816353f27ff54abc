import { expect } from '@esm-bundle/chai';
import '../../src/elements/server-data.ts';
import { button, find, frame, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
  await page.session.cloud.controlServer('demo-server.example', { op: 'start', authorization: 's3cret' });
});
afterEach(() => page.close());

/** Makes the cloud call the server with this event data as the body. */
const receive = async (data: string, authorization = 'Bearer s3cret'): Promise<void> => {
  const before = await count();
  const { id } = await page.session.cloud.createIntegration(
    {
      event: 'raw',
      url: 'https://demo-server.example/hook/demo',
      noDefaults: true,
      headers: { Authorization: authorization },
      body: '{{{PARTICLE_EVENT_VALUE}}}',
    },
    null,
  );
  await page.session.cloud.publish({ name: 'raw', data });
  for (let turn = 0; turn < 200 && (await count()) === before; turn++) await frame();
  await page.session.cloud.deleteIntegration(id, null);
};
const count = async (): Promise<number> => (await page.session.cloud.serverData<{ hooks: unknown[] }>('demo-server.example')).hooks.length;
const headings = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('thead button') ?? [])].map((one) => one.textContent?.replace(/[↑↓]/g, '').trim() ?? '');
const column = (element: Element, index: number): string[] =>
  [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => row.children[index]?.textContent?.trim() ?? '');

it('says that nothing came yet', async () => {
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  expect(textOf(element)).to.contain('Nothing received yet.');
  await page.expectAccessible();
});

it('rows appear as they arrive, and new keys become columns', async () => {
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  await receive('{"deviceId":"api","sensor":{"id":9,"t":24.5}}');
  await page.until(() => column(element, 0).length === 1, 'the first row');
  expect(headings(element)).to.deep.equal(['Received', 'deviceId', 'sensor.id', 'sensor.t']);
  await receive('{"deviceId":"api","sensor":{"id":10,"t":25},"extra":true}');
  await page.until(() => column(element, 0).length === 2, 'the second row');
  expect(headings(element)).to.deep.equal(['Received', 'deviceId', 'sensor.id', 'sensor.t', 'extra']);
  expect(column(element, 2)).to.deep.equal(['10', '9']);
  await page.expectAccessible();
});

it('sorts by a column, and back', async () => {
  for (const id of [9, 10, 2]) await receive(`{"id":${id}}`);
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  button(element, 'id').click();
  await page.until(() => column(element, 1).join() === '2,9,10', 'ascending');
  expect(find(element, 'th[aria-sort]').getAttribute('aria-sort')).to.equal('ascending');
  button(element, 'id').click();
  await page.until(() => column(element, 1).join() === '10,9,2', 'descending');
});

it('bodies that are not JSON and refused requests are counted, not shown as rows', async () => {
  await receive('plain words');
  await receive('{"id":1}', 'Bearer wrong');
  await receive('{"id":2}');
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  expect(column(element, 1)).to.deep.equal(['2']);
  expect(textOf(element)).to.contain('1 request was refused: the secret was wrong.').and.to.contain('1 body was not JSON.');
});

it('exports what is shown, safe for a spreadsheet', async () => {
  await receive('{"note":"=1+1","n":-3}');
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  const saved: { name: string; text: Promise<string> }[] = [];
  const create = URL.createObjectURL;
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => (blobs.push(blob), create(blob));
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: blobs.at(-1)!.text() });
  };
  try {
    button(element, 'CSV').click();
    button(element, 'JSON').click();
  } finally {
    URL.createObjectURL = create;
    HTMLAnchorElement.prototype.click = click;
  }
  expect(saved.map(({ name }) => name)).to.deep.equal(['server-data.csv', 'server-data.json']);
  expect(await saved[0]!.text).to.match(/^received_at,note,n\r\n[\dT:.Z-]+,'=1\+1,-3\r\n$/);
  expect(JSON.parse(await saved[1]!.text)[0]).to.include({ note: '=1+1', n: -3 });
});

it('clears only after the dialog was confirmed', async () => {
  await receive('{"id":1}');
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  button(element, 'Clear 1 request').click();
  const dialog = find<HTMLDialogElement>(element, 'dialog');
  expect(dialog.open).to.equal(true);
  await page.expectAccessible();
  dialog.close('');
  await page.until(() => !dialog.open);
  expect(await count()).to.equal(1);
  button(element, 'Clear 1 request').click();
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => textOf(element).includes('Nothing received yet.'));
  expect(await count()).to.equal(0);
});

it('markup from a device stays text', async () => {
  await receive('{"<b>key</b>":"<img src=x onerror=alert(1)>"}');
  const element = await page.mount('<pocket-server-data></pocket-server-data>');
  expect(headings(element)).to.include('<b>key</b>');
  expect(column(element, 1)).to.deep.equal(['<img src=x onerror=alert(1)>']);
  expect(element.shadowRoot?.querySelector('img')).to.equal(null);
});
