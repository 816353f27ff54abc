// The page of the cloud itself: as a file and back, over again, its rules, and where it is kept.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/cloud-file.ts';
import '../../src/elements/cloud-reset.ts';
import '../../src/elements/cloud-room.ts';
import '../../src/elements/cloud-rules.ts';
import { button, find, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

/** Presses Export and answers the file that the browser would save. */
const exported = async (element: HTMLElement): Promise<{ name: string; text: string }> => {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let blob: Blob | undefined;
  let name = '';
  URL.createObjectURL = (given: Blob) => createObjectURL.call(URL, (blob = given));
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    name = this.download;
  };
  try {
    button(element, 'Export').click();
    await page.until(() => name !== '', 'the download');
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  return { name, text: (await blob?.text()) ?? '' };
};
const chooseFile = (element: HTMLElement, text: string): void => {
  const files = new DataTransfer();
  files.items.add(new File([text], 'cloud.json', { type: 'application/json' }));
  const input = find<HTMLInputElement>(element, 'input[type=file]');
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
};
const eventNames = async (): Promise<string[]> => (await page.session.cloud.events()).events.map(({ name }) => name);

it('an exported cloud comes back as it was, after a dialog that says what goes', async () => {
  await page.session.cloud.publish({ name: 'Before', data: '1' });
  const element = await page.mount('<pocket-cloud-file></pocket-cloud-file>');
  expect(textOf(element)).to.contain('digests of their passwords').and.to.contain('access tokens');
  await page.expectAccessible();
  const { name, text } = await exported(element);
  expect(name).to.match(/^pocket-cloud-\d{4}-\d\d-\d\d\.json$/);
  await page.session.cloud.publish({ name: 'After', data: '2' });
  chooseFile(element, text);
  await page.until(() => textOf(element).includes('brings 1 account, 1 device, 1 integration'), 'what the file brings');
  button(element, 'Replace this cloud').click();
  const dialog = find<HTMLDialogElement>(element, 'dialog');
  await page.until(() => dialog.open);
  expect(dialog.textContent).to.contain('1 device, 0 products and 1 sandbox webhook');
  await page.expectAccessible();
  dialog.close('');
  await page.until(() => !dialog.open);
  expect(await eventNames()).to.include('After');
  button(element, 'Replace this cloud').click();
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => textOf(element).includes('Imported.'));
  expect(await eventNames())
    .to.include('Before')
    .and.to.not.include('After');
});

it('a file that allows hosts of the real internet says so before it is imported', async () => {
  await page.session.cloud.setSettings({ allowed_hosts: ['api.real.example'] });
  const element = await page.mount('<pocket-cloud-file></pocket-cloud-file>');
  const { text } = await exported(element);
  chooseFile(element, text);
  await page.until(() => textOf(element).includes('Its webhooks may call api.real.example on the real internet.'));
  expect(find(element, 'dialog').textContent).to.contain('Its webhooks may call api.real.example');
});

it('a file that is no cloud changes nothing', async () => {
  const element = await page.mount('<pocket-cloud-file></pocket-cloud-file>');
  chooseFile(element, '{"a":1}');
  await page.until(() => textOf(element).includes('This is not a file that a Pocket Cloud exported.'));
  expect(element.shadowRoot?.querySelector('.control-foot .danger')).to.equal(null);
  await page.expectAccessible();
  chooseFile(element, '{"format":"pocket-cloud","schema":1,"tables":{"devices":[{"id":5}]}}');
  await page.until(() => element.shadowRoot?.querySelector('.control-foot .danger'));
  button(element, 'Replace this cloud').click();
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => element.shadowRoot?.querySelector('.problem'));
  expect(textOf(element)).to.contain('Your cloud is as it was.');
  expect((await page.session.cloud.devices()).length).to.equal(1);
});

it('starting over asks, and the same seed gives the same device', async () => {
  const element = await page.mount('<pocket-cloud-reset></pocket-cloud-reset>');
  await page.expectAccessible();
  const input = find<HTMLInputElement>(element, '#seed');
  const ids: string[] = [];
  let resets = 0;
  const { reset } = page.session.cloud;
  page.session.cloud.reset = (seed) => reset(seed).finally(() => (resets += 1));
  for (const seed of ['one', 'two', 'one']) {
    input.value = seed;
    input.dispatchEvent(new Event('input'));
    button(element, 'Start over').click();
    await page.until(() => find<HTMLDialogElement>(element, 'dialog').open);
    find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
    await page.until(() => resets === ids.length + 1 && !page.session.busy('reset-cloud'), 'the new cloud');
    ids.push((await page.session.withToken(() => page.session.cloud.devices()))[0]?.id ?? '');
  }
  expect(ids[0]).to.equal(ids[2]).and.to.not.equal(ids[1]);
  expect(textOf(element)).to.contain('This cloud is new.');
});

it('the rule set is switched at once, and what differs is told', async () => {
  const element = await page.mount('<pocket-cloud-rules></pocket-cloud-rules>');
  await page.until(() => element.shadowRoot?.querySelector('input[value="2016"]:checked'));
  expect(textOf(element)).to.contain('Rules of 2016 are in force.').and.to.contain('120 a minute, then they queue');
  await page.expectAccessible();
  find<HTMLInputElement>(element, 'input[value=current]').click();
  await page.until(() => textOf(element).includes('Rules of today are in force.'));
  expect((await page.session.cloud.settings()).rules).to.equal('current');
  // Set somewhere else: the control follows.
  await page.session.cloud.setSettings({ rules: '2016' });
  await page.until(() => textOf(element).includes('Rules of 2016 are in force.'));
  expect(find<HTMLInputElement>(element, 'input[value="2016"]').checked).to.equal(true);
});

it('a cloud that is not saved says so and why', async () => {
  page.session.notSaved = 'This browser blocks site data for this page.';
  const element = await page.mount('<pocket-cloud-room></pocket-cloud-room>');
  expect(textOf(element)).to.contain('Not saved').and.to.contain('This browser blocks site data').and.to.contain('Export it below');
  await page.expectAccessible();
});

it('a saved cloud shows how much room it takes', async () => {
  page.session.info = { ...page.session.info!, saved: true };
  const element = await page.mount('<pocket-cloud-room></pocket-cloud-room>');
  await page.until(() => element.shadowRoot?.querySelector('meter'), 'the room');
  expect(textOf(element)).to.match(/Room of this site in this browser ?[\d.]+ (bytes|[KMG]B) of [\d.]+ [MGT]B/);
  await page.expectAccessible();
});
