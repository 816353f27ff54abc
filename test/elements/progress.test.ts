import { expect } from '@esm-bundle/chai';
import '../../src/elements/progress.ts';
import { openElementPage, type ElementPage } from '../support/element-page.ts';
import { keptMemory } from '../support/kept-memory.ts';

let page: ElementPage;
const kept = new Map<string, unknown>();
const keep = keptMemory(kept);
beforeEach(async () => {
  kept.clear();
  page = await openElementPage({ keep });
});
afterEach(() => page.close());

const said = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
const press = (element: Element, label: string): void =>
  [...element.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(label))!.click();

it('says nothing before a lesson was begun; starts all of them again, and takes that back', async () => {
  const cards = '<ul><li data-lesson="one"></li><li data-lesson="two"></li></ul>';
  const element = await page.mount<HTMLElement>('<pocket-progress></pocket-progress>');
  page.stage.insertAdjacentHTML('beforeend', cards);
  expect(said(element)).to.equal('');

  await page.session.cloud.createIntegration({ event: 'mine', url: 'https://echo.example/' }, null);
  const memory = {
    progress: [{ slug: 'one', title: 'One', done: 1, total: 2, step: null }],
    'reached/one': ['a'],
    'names/two': { event: 'kitchen' },
  };
  for (const [name, value] of Object.entries(memory)) kept.set(name, value);
  page.session.changed();
  await page.until(() => said(element).startsWith('Your progress You have begun 1 of 2 lessons and finished 1.'));
  await page.expectAccessible();

  element.querySelector('details')!.open = true;
  press(element, 'Start all lessons again');
  await page.until(() => said(element).startsWith('Your progress Every lesson is new, and so is your cloud'));
  expect(Object.keys(memory).filter((name) => kept.has(name))).to.deep.equal([]);
  const events = async (): Promise<string[]> => (await page.session.cloud.integrations(null)).map(({ event }) => event);
  expect(await page.session.withToken(events)).to.deep.equal(['FirstEvent']);
  await page.expectAccessible();

  press(element, 'Undo');
  await page.until(() => said(element).startsWith('Your progress You have begun 1 of 2 lessons'));
  for (const [name, value] of Object.entries(memory)) expect(kept.get(name)).to.deep.equal(value);
  expect(await page.session.withToken(events)).to.contain('mine');
});
