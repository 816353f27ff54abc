import { expect } from '@esm-bundle/chai';
import '../../src/elements/theme-switch.ts';
import { openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => {
  page.close();
  localStorage.removeItem('pocket/theme');
  delete document.documentElement.dataset['theme'];
});

it('turns the page dark, remembers it, and goes back to the system', async () => {
  const element = await page.mount('<pocket-theme-switch></pocket-theme-switch>');
  await page.until(() => element.querySelector('select'));
  const select = element.querySelector('select')!;
  const ground = (): string => getComputedStyle(document.body).backgroundColor;
  const chooseTheme = (theme: string): void => {
    select.value = theme;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  await page.until(() => ground() !== 'rgba(0, 0, 0, 0)', 'the style sheet is there');
  chooseTheme('light');
  const light = ground();
  chooseTheme('dark');
  expect(ground()).to.not.equal(light);
  expect(JSON.parse(localStorage.getItem('pocket/theme') ?? 'null')).to.equal('dark');
  chooseTheme('system');
  expect(document.documentElement.dataset['theme']).to.equal(undefined);
  expect(localStorage.getItem('pocket/theme')).to.equal(null);
  await page.expectAccessible();
});
