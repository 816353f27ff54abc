import { expect } from '@esm-bundle/chai';
import '../../src/elements/device-logs.ts';
import '../../src/elements/event-log.ts';
import '../../src/elements/webhook-settings.ts';
import { crc32 } from '../../src/model/firmware-module.ts';
import { openDevicePage } from '../support/device-page.ts';
import type { DevicePage } from '../support/device-page.ts';
import { button, choose, find, openElementPage, textOf } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let devices: DevicePage;
beforeEach(async () => {
  page = await openElementPage();
  devices = openDevicePage(page);
});
afterEach(() => page.close());

const rows = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('.line') ?? [])].map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');
const mount = () => page.mount('<pocket-device-logs></pocket-device-logs>');
/** The starter's board, running and connected. */
const started = async (): Promise<HTMLElement> => {
  const element = await mount();
  await page.until(() => element.shadowRoot?.textContent?.includes('Start the board'));
  button(element, 'Start the board').click();
  await devices.clock.pass(50);
  await page.until(() => textOf(element).includes('is connected.'));
  return element;
};
const print = async (text: string): Promise<void> => {
  devices.board().print(text);
  await devices.clock.pass(50);
};

it('starts the virtual board and shows what it prints: times, level, category, attributes, lines without header', async () => {
  const element = await started();
  await print('0000012345 [app] INFO: hello\r\n0000012350 [comm.ota] ERROR: broken [code = -1234, details = why]\r\nplain text\r\n');
  await page.until(() => rows(element).length === 4);
  const [first, second, third, fourth] = rows(element);
  expect(first).to.contain('Connected to Virtual board');
  expect(second).to.match(/^\d\d:\d\d:\d\d\.\d{3}\s?12\.345\s?INFO\s?app hello$/);
  expect(third).to.match(/12\.350\s?ERROR\s?comm\.ota broken code -1234, details why$/);
  expect(fourth).to.match(/plain text$/);
  expect(find(element, '.line').translate, 'what a device says is nobody’s to translate').to.equal(false);
  await page.expectAccessible();
});

it('filters by level and category, searches, and says so when nothing is left', async () => {
  const element = await started();
  await print('0000000001 [app] TRACE: one\r\n0000000002 [comm.ota] WARN: two\r\n0000000003 [app] ERROR: three\r\n');
  await page.until(() => rows(element).length === 4);
  choose(find(element, '#level'), 'WARN');
  await page.until(() => rows(element).length === 3);
  choose(find(element, '#category'), 'comm');
  await page.until(() => rows(element).length === 2);
  expect(rows(element)[1]).to.contain('two');
  const search = find<HTMLInputElement>(element, '#text');
  search.value = 'zebra';
  search.dispatchEvent(new Event('input'));
  await page.until(() => textOf(element).includes('No line passes this filter.'));
  await page.expectAccessible();
  button(element, 'Show all').click();
  await page.until(() => rows(element).length === 4);
});

it('pause holds the list and counts; the log loses nothing', async () => {
  const element = await started();
  await print('one\r\n');
  button(element, 'Pause').click();
  await print('two\r\nthree\r\n');
  await page.until(() => textOf(element).includes('2 new'));
  expect(rows(element).join()).not.to.contain('two');
  button(element, 'Go on').click();
  await page.until(() => rows(element).join().includes('three'));
});

it('100,000 lines are a screenful of elements, at the end', async () => {
  const element = await started();
  const session = devices.desk.virtual(devices.board().id);
  for (let n = 0; n < 100_000; n++)
    session.log.push({
      seq: n + 10,
      host_time: n,
      device_time: n,
      level: 'INFO',
      category: 'app',
      message: `line ${n}`,
      attributes: null,
      raw: `line ${n}`,
      kind: 'log',
    });
  await devices.clock.pass(50);
  await page.until(() => rows(element).join().includes('line 99999'));
  expect(rows(element).length).to.be.lessThan(80);
  expect(find(element, '.lines').scrollHeight).to.be.greaterThan(1_900_000);
  find(element, '.lines').scrollTop = 0;
  await page.until(() => rows(element).join().includes('line 1 '.trim()));
  expect(rows(element).length).to.be.lessThan(80);
});

it('a flood of long lines lets the oldest go, and says how many', async () => {
  const element = await started();
  const session = devices.desk.virtual(devices.board().id);
  const raw = 'x'.repeat(8_000);
  for (let n = 0; n < 4_000; n++)
    session.log.push({
      seq: n + 10,
      host_time: n,
      device_time: null,
      level: null,
      category: null,
      message: raw,
      attributes: null,
      raw,
      kind: 'raw',
    });
  await devices.clock.pass(50);
  await page.until(() => /\d+ older lines were let go \(\d+\.\d MB\)/.test(textOf(element).replaceAll(',', '')));
  expect(session.log.size).to.be.lessThan(3_200);
  expect(rows(element).length).to.be.greaterThan(5);
  await page.expectAccessible();
});

it('is one stop for Tab; arrows, Home and End go through lines that are not drawn yet', async () => {
  const element = await started();
  await print(Array.from({ length: 300 }, (_, n) => `line ${n}.\r\n`).join(''));
  await page.until(() => rows(element).join().includes('line 299.'));
  const stops = (): HTMLElement[] =>
    [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.lines, .row[data-seq]') ?? [])].filter(({ tabIndex }) => tabIndex === 0);
  expect(stops().length).to.equal(1);
  expect(stops()[0]?.textContent).to.contain('line 299.');
  stops()[0]?.focus();
  const press = (key: string): void => {
    element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  const at = (): string => element.shadowRoot?.activeElement?.textContent?.replace(/\s+/g, ' ') ?? '';
  press('ArrowUp');
  await page.until(() => at().includes('line 298.'));
  press('Home');
  await page.until(() => at().includes('line 0.'));
  press('ArrowDown');
  await page.until(() => at().includes('line 1.'));
  press('End');
  await page.until(() => at().includes('line 299.'));
  expect(stops().length).to.equal(1);
});

it('wraps long lines to heights that fit them, also after a resize', async () => {
  const element = await started();
  await print(`${'long '.repeat(100)}\r\nshort\r\n`);
  find<HTMLInputElement>(element, '#wrap').click();
  const fits = (): boolean => {
    const spacer = find(element, '.spacer').getBoundingClientRect();
    const last = [...(element.shadowRoot?.querySelectorAll('.line') ?? [])].at(-1)?.getBoundingClientRect();
    return last !== undefined && Math.abs(spacer.bottom - last.bottom) < 2;
  };
  await page.until(() => find(element, '.row .text').getBoundingClientRect().height > 40 && fits(), 'rows as high as their text');
  element.style.inlineSize = '20rem';
  await page.until(
    () => getComputedStyle(find(element, '.row')).gridTemplateColumns.split(' ').length === 3 && fits(),
    'rows of two parts',
  );
  await page.expectAccessible();
  element.style.inlineSize = '';
});

it('sends a line with the ending that was chosen', async () => {
  const element = await started();
  devices.board().heard = '';
  find<HTMLInputElement>(element, '#line').value = 'status';
  choose(find(element, '#ending'), '\n');
  button(element, 'Send').click();
  await page.until(() => devices.board().heard === 'status\n');
  await devices.clock.pass(50);
  await page.until(() => rows(element).join().includes('Sent status'));
});

it('a line and the event it speaks of point at each other', async () => {
  const { id } = (await page.session.cloud.devices())[0] ?? { id: '' };
  const element = await started();
  await page.test.call('POST', `/pocket/devices/${id}/handshake`, { body: { platform_id: 3, system_firmware_version: '5.9.0' } });
  for (const data of ['{"t":1}', '{"t":2}'])
    await page.test.call('POST', `/pocket/devices/${id}/events`, { body: { name: 'Reading', data } });
  await page.until(() => page.session.feed.events.filter(({ name }) => name === 'Reading').length === 2);
  const details = '{"v":1,"n":"Reading","d":"{\\"t\\":1}","s":1,"b":"1"}';
  await print(
    `0000000005 [app] INFO: published Reading {"t":2}\r\n0000000006 [bridge] INFO: publish [code = ${crc32(new TextEncoder().encode(details)) | 0}, details = ${details}]\r\n`,
  );
  await page.until(() => rows(element).length === 3);
  const [first, second] = page.session.feed.events.filter(({ name }) => name === 'Reading').toReversed();
  const [two, one] = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.row[data-seq]') ?? [])];
  two?.click();
  expect(page.session.selectedEvent).to.equal(second?.id);
  await page.until(() => two?.hasAttribute('data-selected') && textOf(element).includes('Show the event Reading'));
  page.session.selectJourney(first?.journey ?? null, first?.id);
  await page.until(() => one?.hasAttribute('data-selected') && !two?.hasAttribute('data-selected'));
  await page.expectAccessible();
  // By the words beside each of them, wherever the other one is: the keyboard goes along.
  const log = page.stage.appendChild(document.createElement('pocket-event-log'));
  await page.until(() => log.shadowRoot?.querySelector('.control'));
  await page.until(() => textOf(log).includes('Show its line in the device log'));
  await page.expectAccessible();
  button(log, 'Show its line in the device log').click();
  await page.until(() => element.shadowRoot?.activeElement === one);
  expect(find(element, '.detail').textContent).to.contain('Show the event');
  button(element, 'Show the event Reading').click();
  await page.until(() => Number((log.shadowRoot?.activeElement as HTMLElement | null)?.dataset['id']) === first?.id);
  expect(document.activeElement).to.equal(log);
});

it('a board that was put away and comes anew (sign-out, sign-in) prints here again', async () => {
  const element = await started();
  await print('before\r\n');
  await page.until(() => rows(element).join().includes('before'));
  const { id } = devices.board();
  devices.board().dispatchEvent(new CustomEvent('reset', { detail: 'pin' }));
  devices.rack.devices = [];
  devices.rack.dispatchEvent(new Event('change'));
  await devices.clock.pass(15_000);
  await page.until(() => textOf(element).includes('is not running here.'));
  devices.rack.device(id);
  await devices.clock.pass(50);
  await print('after\r\n');
  await page.until(() => rows(element).join().includes('after'));
});

it('a real device: picks a port, shows its kind, and says when it is gone and back', async () => {
  const element = await mount();
  find<HTMLInputElement>(element, '.sources label:nth-child(2) input').click();
  await page.until(() => textOf(element).includes('No device is connected.'));
  button(element, 'Connect').click();
  await devices.clock.pass(50);
  await page.until(() => textOf(element).includes('Boron is connected.'));
  devices.port.print('0000000001 [app] INFO: <img src=x onerror=alert(1)>\r\n');
  await devices.clock.pass(50);
  await page.until(() => rows(element).join().includes('<img src=x onerror=alert(1)>'));
  expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  devices.port.lose();
  await devices.clock.pass(11_000);
  await page.until(() => textOf(element).includes('The device is gone.'));
  await page.expectAccessible();
  button(element, 'Connect').click();
});

for (const [answer, sentence] of [
  ['unsupported', 'This browser cannot read USB ports.'],
  ['insecure', 'The browser reads USB ports on secure addresses only.'],
  ['blocked_by_policy', 'USB ports are blocked for this page'],
] as const)
  it(`says why real devices are not available: ${answer}`, async () => {
    devices.usb.answer = answer;
    const element = await mount();
    find<HTMLInputElement>(element, '.sources label:nth-child(2) input').click();
    await page.until(() => textOf(element).includes(sentence));
    expect(element.shadowRoot?.querySelector('.control-foot button')).to.equal(null);
    await page.expectAccessible();
  });

it('plays a recording through the same console, and a file without lines says so', async () => {
  const element = await mount();
  find<HTMLInputElement>(element, '.sources label:nth-child(3) input').click();
  await page.until(() => element.shadowRoot?.querySelector('#file'));
  const give = (text: string): void => {
    const files = new DataTransfer();
    files.items.add(new File([text], 'log.txt', { type: 'text/plain' }));
    const field = find<HTMLInputElement>(element, '#file');
    field.files = files.files;
    field.dispatchEvent(new Event('change'));
  };
  give('\n\n');
  await page.until(() => textOf(element).includes('There is no line in this file.'));
  give('2026-01-01T10:00:00.000Z 0000000500 [app] INFO: one\n2026-01-01T10:00:01.000Z 0000001500 [app] INFO: two\n');
  for (let n = 0; n < 10; n++) await devices.clock.pass(50);
  await page.until(() => textOf(element).includes('is playing'));
  expect(rows(element).join()).to.contain('one').and.not.to.contain('two');
  await devices.clock.pass(1100);
  await page.until(() => rows(element).join().includes('two') && textOf(element).includes('2 of 2 lines'));
  await page.expectAccessible();
});

it('the settings are the lesson’s until the cloud has its own', async () => {
  const { cloud } = page.session;
  const product = await cloud.createProduct({ name: 'webhook-demo-virtual-1', platform_id: 3 });
  page.session.choose({ product: product.id });
  const element = await page.mount('<pocket-webhook-settings></pocket-webhook-settings>');
  expect(textOf(element)).to.contain('As the lesson will send them.').and.to.contain('WebhookDemo01');
  await cloud.createIntegration({ event: 'Other', url: 'https://demo-server.example/hook/mine', requestType: 'PUT' }, product.id);
  await page.until(() => textOf(element).includes('As your cloud has them now.'));
  expect(textOf(element)).to.contain('https://demo-server.example/hook/mine').and.to.contain('PUT');
  await page.expectAccessible();
});
