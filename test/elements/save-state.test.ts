import { expect } from '@esm-bundle/chai';
import '../../src/elements/save-state.ts';
import { openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

const text = (element: Element): string => element.shadowRoot?.textContent?.trim() ?? '';

it('says that nothing is kept, and why', async () => {
  page.session.notSaved = 'The browser blocks site data.';
  page.stage.innerHTML = '<pocket-save-state></pocket-save-state>';
  const element = page.stage.firstElementChild!;
  await page.until(() => text(element).startsWith('Runs here, forgotten when you close the tab.'));
  expect(text(element)).to.contain('The browser blocks site data.');
  await page.expectAccessible();
});

it('says that the work is kept', async () => {
  page.session.info = { ...page.session.info!, saved: true };
  page.session.notSaved = null;
  page.stage.innerHTML = '<pocket-save-state></pocket-save-state>';
  await page.until(() => text(page.stage.firstElementChild!) === 'Saved in this browser.');
});
