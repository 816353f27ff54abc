import { expect } from '@esm-bundle/chai';
import '../../src/elements/event-log.ts';
import { button, find, openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
const address = location.href;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => {
  page.close();
  history.replaceState(null, '', address);
});

const publish = (name: string, data = ''): Promise<unknown> => page.session.cloud.publish({ name, data });
const rows = (element: Element): HTMLElement[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('.row')].toSorted((a, b) => Number(b.dataset['id']) - Number(a.dataset['id']));
const names = (element: Element): string[] => rows(element).map((row) => row.querySelector('.ev code')?.textContent ?? '');
const text = (element: Element): string => element.shadowRoot!.querySelector('.log')?.textContent?.replace(/\s+/g, ' ') ?? '';
const mount = async (attributes = ''): Promise<HTMLElement> => {
  page.stage.innerHTML = `<h1>Lesson</h1><h2>Events</h2><pocket-event-log ${attributes}></pocket-event-log>`;
  const element = page.stage.querySelector<HTMLElement>('pocket-event-log')!;
  await page.until(() => element.shadowRoot?.querySelector('.badge')?.textContent?.includes('Live'), 'the log is live');
  return element;
};
const type = (element: Element, selector: string, value: string): void => {
  const field = find<HTMLInputElement>(element, selector);
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
};

it('starts empty with a way on, and shows an event as it happens, newest first', async () => {
  const element = await mount();
  expect(text(element)).to.contain('No events yet. Send one.');
  await page.expectAccessible();
  await publish('one', '{"t":1}');
  await publish('two');
  await page.until(() => rows(element).length === 2);
  expect(names(element)).to.deep.equal(['two', 'one']);
  expect(rows(element)[1]!.textContent).to.contain('{"t":1}');
  expect(rows(element)[1]!.textContent).to.contain('API');
  await page.expectAccessible();
});

it('shows what happened before it was there', async () => {
  await publish('earlier');
  const element = await mount();
  await page.until(() => names(element).includes('earlier'));
});

it('tells hook events and errors apart by word and icon', async () => {
  await page.session.cloud.setFault('echo.example', { kind: 'status', status: 500 });
  const element = await mount();
  await publish('FirstEvent', '1');
  await page.until(() => rows(element).some((row) => row.dataset['kind'] === 'error'));
  const error = rows(element).find((row) => row.dataset['kind'] === 'error')!;
  expect(error.textContent).to.contain('Error:');
  expect(error.textContent).to.contain('Cloud');
  await page.expectAccessible();
});

it('filters by the start of the name and by text, keeps it in the address, and offers all again', async () => {
  const element = await mount();
  await publish('WebhookDemo01', 'warm');
  await publish('other', 'cold');
  await page.until(() => rows(element).length === 2);
  type(element, '.filter input', 'Web');
  await page.until(() => rows(element).length === 1);
  expect(new URL(location.href).searchParams.get('events')).to.equal('Web');
  type(element, '.filter input', 'web');
  await page.until(() => text(element).includes('No event passes this filter.'));
  await page.expectAccessible();
  button(element, 'Show all').click();
  await page.until(() => rows(element).length === 2);
  expect(new URL(location.href).searchParams.has('events')).to.equal(false);
  type(element, '.filter-rest input', 'COLD');
  await page.until(() => names(element).join() === 'other');
});

it('takes the filter from the address', async () => {
  await publish('aaa');
  await publish('bbb');
  history.replaceState(null, '', `${address}&events=aa&kind=published`);
  const element = await mount();
  await page.until(() => names(element).join() === 'aaa');
  expect(find<HTMLSelectElement>(element, '.filter select').value).to.equal('published');
});

it('filters by kind and by who said it', async () => {
  const element = await mount();
  await publish('FirstEvent', '1');
  await page.until(() => rows(element).length === 3);
  type(element, '.filter select', 'hook');
  await page.until(() => names(element).every((name) => name.startsWith('hook-')) && rows(element).length === 2);
  type(element, '.filter select', 'all');
  type(element, '.filter-rest select', 'api');
  await page.until(() => names(element).join() === 'FirstEvent');
});

it('holds still while it is paused, counts what comes, and goes on', async () => {
  const element = await mount();
  await publish('before');
  await page.until(() => rows(element).length === 1);
  button(element, 'Pause').click();
  await publish('x');
  await publish('y');
  await page.until(() => element.shadowRoot!.querySelector('.waiting')?.textContent?.includes('2 new'));
  expect(names(element)).to.deep.equal(['before']);
  await page.expectAccessible();
  button(element, 'Go on').click();
  await page.until(() => rows(element).length === 3);
});

it('marks the whole journey of the event that was picked, and clears it', async () => {
  const element = await mount();
  await publish('FirstEvent', '1');
  await publish('alone');
  await page.until(() => rows(element).length === 4);
  rows(element).at(-1)!.click();
  await page.until(() => element.shadowRoot!.querySelectorAll('[data-selected]').length === 3);
  expect(
    rows(element)
      .find((row) => row.textContent?.includes('alone'))!
      .getAttribute('aria-pressed'),
  ).to.equal('false');
  expect(text(element)).to.contain('that followed.');
  await page.expectAccessible();
  button(element, 'Clear').click();
  await page.until(() => element.shadowRoot!.querySelectorAll('[data-selected]').length === 0);
});

it('says why a marked error has the name of an answer', async () => {
  const element = await mount();
  await page.session.cloud.createIntegration({ event: 'broken', url: 'https://nowhere.example/' }, null);
  await publish('broken');
  await page.until(() => rows(element).some((row) => row.textContent?.includes('hook-response/broken')));
  rows(element)
    .find((row) => row.textContent?.includes('hook-response/broken'))!
    .click();
  await page.until(() => text(element).includes('By the rules of 2016 an error comes back under the name of the answer'));
  await page.expectAccessible();
});

it('goes from event to event by arrow keys', async () => {
  const element = await mount();
  await publish('one');
  await publish('two');
  await page.until(() => rows(element).length === 2);
  rows(element)[0]!.focus();
  const key = (name: string): void =>
    void element.shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  key('ArrowDown');
  expect(element.shadowRoot!.activeElement?.textContent).to.contain('one');
  key('ArrowUp');
  expect(element.shadowRoot!.activeElement?.textContent).to.contain('two');
});

it('is one stop for Tab, and the last row that had focus is where it comes back to', async () => {
  const element = await mount();
  for (const name of ['one', 'two', 'three']) await publish(name);
  await page.until(() => rows(element).length === 3);
  const stops = (): string[] =>
    rows(element)
      .filter(({ tabIndex }) => tabIndex === 0)
      .map((row) => row.querySelector('.ev code')!.textContent);
  expect(stops()).to.deep.equal(['three']);
  rows(element)[1]!.focus();
  await page.until(() => stops().join() === 'two');
});

it('brings an event into view that was marked elsewhere', async () => {
  const element = await mount();
  for (let n = 0; n < 40; n++) await publish(`event-${n}`);
  await page.until(() => names(element).includes('event-39'));
  const { events } = await page.session.cloud.events({ prefix: 'event-1', limit: 50 });
  const sought = events.find(({ name }) => name === 'event-1')!;
  page.session.selectJourney(sought.journey, sought.id);
  await page.until(() => {
    const row = element.shadowRoot!.querySelector(`[data-id="${sought.id}"]`)?.getBoundingClientRect();
    const list = find(element, '.rows').getBoundingClientRect();
    return row && row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
  }, 'the row is in view');
});

it('shows older events on request', async () => {
  for (let n = 0; n < 101; n++) await publish(`event-${n}`);
  const element = await mount();
  await page.until(() => names(element).includes('event-100'));
  expect(page.session.feed.events).to.have.length(100);
  await page.expectAccessible();
  button(element, 'Show older').click();
  await page.until(() => page.session.feed.events.length === 101);
  await page.until(() => !element.shadowRoot!.querySelector('.older'));
});

it('shows each account its own events', async () => {
  await publish('ours');
  await page.session.cloud.createUser('other@example.com', 'a long secret');
  const element = await mount();
  await page.until(() => names(element).join() === 'ours');
  await page.session.signIn('other@example.com', 'a long secret');
  await page.until(() => rows(element).length === 0);
  await publish('theirs');
  await page.until(() => names(element).join() === 'theirs');
  await page.until(() => text(element).includes('1 of 100,000'));
});

it('draws a window of ten thousand events, not all of them', async () => {
  const element = await mount();
  const [first] = (await publish('seed'), (await page.session.cloud.events()).events);
  // Arriving later it would cut the list to what the feed keeps.
  await page.until(() => names(element).includes('seed'));
  const { feed } = page.session;
  feed.events = Array.from({ length: 10_000 }, (_, index) => ({ ...first!, id: 20_000 - index, name: `n${index}` }));
  feed.dispatchEvent(new Event('change'));
  await page.until(() => names(element).includes('n0'));
  expect(rows(element).length).to.be.lessThan(100);
  const list = find(element, '.rows');
  list.scrollTop = list.scrollHeight;
  await page.until(() => names(element).includes('n9999'), 'the last row is drawn at the end');
  expect(rows(element).length).to.be.lessThan(100);
  expect(find(element, '.badge').textContent).to.contain('Paused');
  list.scrollTop = 0;
  await page.until(() => names(element)[0] === 'n0');
  expect(find(element, '.badge').textContent).to.contain('Live');
});

it('speaks of arrivals at most once a second', async () => {
  const element = await mount('announce');
  const status = find(element, '[role="status"]');
  const said: string[] = [];
  new MutationObserver(() => said.push(status.textContent.trim())).observe(status, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  await publish('one');
  await page.until(() => said.length === 1);
  await publish('two');
  await publish('three');
  await page.until(() => rows(element).length === 3);
  expect(said).to.deep.equal(['1 new event']);
});

it('shows names and data as text, whatever they are', async () => {
  const element = await mount();
  await publish('<b>x</b>', '<img src=x onerror=alert(1)><script>1</script>');
  await page.until(() => rows(element).length === 1);
  expect(element.shadowRoot!.querySelector('.row b, .row img, .row script')).to.equal(null);
  expect(names(element)).to.deep.equal(['<b>x</b>']);
});
