import { expect } from '@esm-bundle/chai';
import '../../src/elements/webhook-editor.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

const EDITOR = '<pocket-webhook-editor></pocket-webhook-editor>';
let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const type = (element: Element, selector: string, value: string): void => {
  const field = find<HTMLInputElement>(element, selector);
  field.value = value;
  field.dispatchEvent(new Event('input'));
};
const json = (element: Element): Record<string, unknown> =>
  JSON.parse(find<HTMLTextAreaElement>(element, '#json-text').value) as Record<string, unknown>;
const request = (element: Element): string => find(element, '[aria-labelledby=request-title] code').textContent ?? '';
const hooks = () => page.session.cloud.integrations(null);

it('the form writes the JSON and the JSON writes the form', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  type(element, '#url', 'https://echo.example/x');
  choose(find(element, '#requestType'), 'PUT');
  await page.until(() => json(element)['requestType'] === 'PUT');
  expect(json(element)).to.include({ event: 'temp', url: 'https://echo.example/x' });
  type(element, '#json-text', '{"event":"other","url":"https://echo.example/y","json":{"a":"{{{a}}}"}}');
  await page.until(() => find<HTMLInputElement>(element, '#event').value === 'other');
  expect(find<HTMLSelectElement>(element, '#bodyKind').value).to.equal('json');
  expect(find<HTMLTextAreaElement>(element, '#json').value).to.equal('{\n  "a": "{{{a}}}"\n}');
  await page.expectAccessible();
});

it('JSON that is not complete leaves the form as it was and cannot be saved', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  await page.until(() => json(element)['event'] === 'temp');
  type(element, '#json-text', '{"event":');
  await page.until(() => textOf(element).includes('The JSON is not complete.'));
  expect(find<HTMLInputElement>(element, '#event').value).to.equal('temp');
  expect(button(element, 'Create webhook').getAttribute('aria-disabled')).to.equal('true');
  await page.expectAccessible();
});

it('the exact request follows as one types, filled in from the event', async () => {
  const element = await page.mount(EDITOR);
  type(
    element,
    '#json-text',
    JSON.stringify({ event: 'temp', url: 'https://echo.example/{{{t}}}', requestType: 'POST', json: { at: '{{{t}}}' }, noDefaults: true }),
  );
  type(element, '#sample-data', '{"t":25}');
  await page.until(() => request(element).includes('POST /25 HTTP/1.1'), 'the template is filled in');
  expect(request(element)).to.contain('{"at":"25"}');
  type(element, '#sample-data', '{"t":"<b>"}');
  await page.until(() => request(element).includes('{"at":"<b>"}'));
  type(element, '#sample-name', 'Temp');
  await page.until(() => textOf(element).includes('This event does not trigger it.'));
});

it('without an event of one’s own the last that fits is used', async () => {
  await page.session.cloud.publish({ name: 'temp/kitchen', data: '{"t":19}' });
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  await page.until(() => find<HTMLInputElement>(element, '#sample-name').value === 'temp/kitchen');
  expect(find<HTMLInputElement>(element, '#sample-data').value).to.equal('{"t":19}');
});

it('escaped quotes inside JSON are named and mended with one click', async () => {
  const element = await page.mount(EDITOR);
  type(
    element,
    '#json-text',
    JSON.stringify({
      event: 'temp',
      url: 'https://echo.example/',
      noDefaults: true,
      headers: { 'Content-Type': 'application/json' },
      body: '{"sensor":{{PARTICLE_EVENT_VALUE}}}',
    }),
  );
  type(element, '#sample-name', 'temp');
  type(element, '#sample-data', '{"t":25}');
  await page.until(() => element.shadowRoot?.querySelector('.findings'), 'the finding is shown');
  await page.expectAccessible();
  find<HTMLButtonElement>(element, '.findings button').click();
  await page.until(() => String(json(element)['body']).includes('{{{PARTICLE_EVENT_VALUE}}}'), 'the settings are mended');
  await page.until(() => request(element).includes('{"sensor":{"t":25}}'), 'and so is the request');
});

it('a second body and a wrong prefix are named with their mend', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#json-text', JSON.stringify({ event: 'Temp*', url: 'https://echo.example/', json: { a: 1 }, body: 'x' }));
  await page.until(() => (element.shadowRoot?.querySelectorAll('.findings li').length ?? 0) >= 2);
  button(element, 'Use "Temp"').click();
  await page.until(() => json(element)['event'] === 'Temp');
  button(element, 'Keep').click();
  await page.until(() => !('body' in json(element)) || !('json' in json(element)));
});

it('creates, saves and deletes a webhook', async () => {
  const element = await page.mount(EDITOR);
  const before = (await hooks()).length;
  type(element, '#event', 'temp');
  type(element, '#url', 'https://echo.example/x');
  await page.until(() => button(element, 'Create webhook').getAttribute('aria-disabled') === null);
  button(element, 'Create webhook').click();
  await page.until(() => textOf(element).includes('Saved.'));
  expect((await hooks()).map(({ event }) => event)).to.include('temp');
  type(element, '#url', 'https://echo.example/z');
  await page.until(() => textOf(element).includes('Editing'));
  button(element, 'Save').click();
  await page.until(() => textOf(element).includes('Saved.'));
  expect((await hooks()).find(({ event }) => event === 'temp')?.url).to.equal('https://echo.example/z');
  button(element, 'Delete 1 webhook').click();
  await page.until(() => find<HTMLDialogElement>(element, 'dialog').open);
  await page.expectAccessible();
  find<HTMLButtonElement>(element, 'dialog [value=yes]').click();
  await page.until(() => textOf(element).includes('A new webhook.'));
  expect(await hooks()).to.have.length(before);
});

it('saving settings that lay open while the webhook was enabled elsewhere does not disable it again', async () => {
  const { id } = await page.session.cloud.createIntegration({ event: 'temp', url: 'https://echo.example/x', disabled: true }, null);
  page.session.choose({ integration: id });
  const element = await page.mount(EDITOR);
  await page.until(() => json(element)['disabled'] === true, 'the settings are open');
  await page.session.cloud.enableIntegration(id);
  await page.until(() => json(element)['disabled'] !== true, 'the switch follows');
  type(element, '#url', 'https://echo.example/z');
  button(element, 'Save').click();
  await page.until(() => textOf(element).includes('Saved.'));
  expect((await hooks()).find((one) => one.id === id)).to.include({ disabled: false, url: 'https://echo.example/z' });
});

it('a refused webhook says why and keeps what was typed', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  type(element, '#url', 'https://echo.example/one-too-many');
  for (let n = (await hooks()).length; n < 20; n++)
    await page.session.cloud.createIntegration({ event: `e${n}`, url: 'https://echo.example/' }, null);
  await page.until(() => button(element, 'Create webhook').getAttribute('aria-disabled') === null);
  button(element, 'Create webhook').click();
  await page.until(() => element.shadowRoot?.querySelector('.problem'));
  expect(find<HTMLInputElement>(element, '#url').value).to.equal('https://echo.example/one-too-many');
  await page.expectAccessible();
});

it('every preset of the gallery is ready to create and makes a request', async () => {
  const element = await page.mount(EDITOR);
  await page.until(() => element.shadowRoot?.querySelector('.gallery button'), 'the gallery is there');
  const presets = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>('.gallery button') ?? [])];
  expect(presets.length).to.equal((await page.session.cloud.servers()).length);
  for (const preset of presets) {
    const host = preset.querySelector('code')?.textContent ?? '';
    preset.click();
    await page.until(() => String(json(element)['url']).includes(`//${host}`), host);
    await page.until(() => request(element).includes(`host: ${host}`), `the request to ${host}`);
    expect(element.shadowRoot?.querySelector('.findings .error'), host).to.equal(null);
  }
});

it('the prefix tester says of each name whether it is heard', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'Temp');
  type(element, '#trial', 'temp/x');
  await page.until(() => element.shadowRoot?.querySelectorAll('.trials li').length === 5);
  const said = [...(element.shadowRoot?.querySelectorAll('.trials li') ?? [])].map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
  expect(said[0]).to.contain('temp/x').and.to.contain('not heard').and.to.contain('Upper and lower case differ.');
  expect(said[1]).to.contain('The same name.');
});

it('an address the cloud refuses cannot be saved, and the reason stands by the button at once', async () => {
  const element = await page.mount(EDITOR);
  const create = () => button(element, 'Create webhook');
  expect(create().getAttribute('aria-disabled')).to.equal('true');
  expect(textOf(element)).to.contain('Write an event and a URL, or start from one that works.');
  type(element, '#event', 'temp');
  for (const url of ['ftp://files.example/x', 'echo.example/x', 'javascript:alert(1)', 'https://', '']) {
    type(element, '#url', url);
    await page.until(() => find<HTMLInputElement>(element, '#url').value === url && textOf(element).includes('Not ready to save.'), url);
    const why = find(element, `#${create().getAttribute('aria-describedby')}`).textContent;
    expect(why).to.match(/url must begin with http|url is missing/);
    create().click();
  }
  for (const url of ['HTTPS://echo.example/x', 'http://{{{host}}}/x', '{{{url}}}']) {
    type(element, '#url', url);
    await page.until(() => create().getAttribute('aria-disabled') === null, url);
  }
  expect((await hooks()).length).to.equal(1);
});

it('a host that this cloud does not call is named by the button and where one sends, with what to do', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  type(element, '#url', 'https://api.real.example/in');
  await page.until(() => textOf(element).includes('api.real.example is not called.'), 'the editor says so');
  expect(button(element, 'Create webhook').getAttribute('aria-disabled')).to.equal(null);
  button(element, 'Create webhook').click();
  await page.until(() => element.shadowRoot?.querySelector('.why-not'), 'it stands where one sends');
  await page.until(() => textOf(element).includes('Saved. api.real.example is not called.'));
  await page.expectAccessible();
  await page.session.cloud.setSettings({ allowed_hosts: ['api.real.example'] });
  await page.until(() => !textOf(element).includes('is not called.'), 'an allowed host is called');
  type(element, '#url', 'https://{{{where}}}/in');
  type(element, '#sample-data', '{"where":"else.example"}');
  await page.until(() => textOf(element).includes('else.example is not called.'), 'the host of the event at hand counts');
});

it('a template that is not closed is named with its mend, and makes no request', async () => {
  const element = await page.mount(EDITOR);
  type(element, '#event', 'temp');
  type(element, '#url', 'https://echo.example/{{unclosed');
  await page.until(() => textOf(element).includes('The tag "{{unclosed" is never closed. No request is made.'));
  await page.until(() => textOf(element).includes('No request is made of this event.'), 'and by the button');
  button(element, 'Close the tag').click();
  await page.until(() => find<HTMLInputElement>(element, '#url').value === 'https://echo.example/{{unclosed}}');
  type(
    element,
    '#json-text',
    JSON.stringify({ event: 'temp', url: 'https://echo.example/', responseTemplate: '{{#open}}x', json: { a: '{{b' } }),
  );
  await page.until(() => textOf(element).includes('The section "open" is never closed.'), 'in the template of the answer');
  expect(textOf(element)).to.contain('The tag "{{b" is never closed. It is sent as text, without its braces.');
});

it('a webhook that was deleted elsewhere is dropped; what was typed becomes a new one', async () => {
  const make = async (event: string): Promise<string> =>
    (await page.session.cloud.createIntegration({ event, url: 'https://echo.example/' }, null)).id;
  const element = await page.mount(EDITOR);
  const open = async (event: string): Promise<string> => {
    const id = await make(event);
    await page.until(() => element.shadowRoot?.querySelector(`#hook option[value="${id}"]`), 'it is listed');
    choose(find(element, '#hook'), id);
    await page.until(() => find<HTMLInputElement>(element, '#event').value === event, 'it is open');
    return id;
  };
  const first = await open('first');
  await page.session.cloud.deleteIntegration(first, null);
  await page.until(() => find<HTMLInputElement>(element, '#event').value === '', 'the editor is empty');
  const second = await open('second');
  type(element, '#event', 'second/changed');
  await page.session.cloud.deleteIntegration(second, null);
  await page.until(() => textOf(element).includes('A new webhook.'), 'it is a new one');
  expect(json(element)['event']).to.equal('second/changed');
  button(element, 'Create webhook').click();
  await page.until(() => textOf(element).includes('Saved.'));
  expect((await hooks()).map(({ event }) => event)).to.include('second/changed');
});

it('the name of an error is that of the rules in force', async () => {
  const element = await page.mount(EDITOR);
  const hint = (): string => find<HTMLInputElement>(element, '#errorResponseTopic').placeholder;
  await page.session.cloud.setSettings({ rules: 'current' });
  await page.until(() => hint() === 'hook-error/…', 'the newer rules');
  await page.session.cloud.setSettings({ rules: '2016' });
  await page.until(() => hint() === 'hook-response/…', 'the rules of 2016');
});
