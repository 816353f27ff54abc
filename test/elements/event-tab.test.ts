import { expect } from '@esm-bundle/chai';
import '../../src/elements/event-tab.ts';
import { openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

it('shows the last event, counts the new ones, and forgets them once the sheet was open', async () => {
  await page.session.cloud.publish({ name: 'before' });
  page.stage.innerHTML =
    '<h1>Lesson</h1><div id="dock" popover>Events</div><button class="dock-tab" type="button" popovertarget="dock"><pocket-event-tab></pocket-event-tab></button>';
  const tab = page.stage.querySelector('pocket-event-tab')!;
  const text = (): string => tab.textContent.replace(/\s+/g, ' ').trim();
  await page.until(() => text().includes('Events, live') && text().includes('before'));
  expect(tab.querySelector('.count')).to.equal(null);
  await page.session.cloud.publish({ name: 'one' });
  await page.session.cloud.publish({ name: 'two' });
  await page.until(() => tab.querySelector('.count')?.textContent === '2 new');
  expect(text()).to.contain('two');
  await page.expectAccessible();
  page.stage.querySelector('button')!.click();
  await page.until(() => tab.querySelector('.count') === null);
});
