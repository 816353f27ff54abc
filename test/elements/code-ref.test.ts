import { expect } from '@esm-bundle/chai';
import '../../src/elements/code-ref.ts';
import type { CodeReference } from '../../src/elements/support/code-reference.ts';
import { linesAt, readLines } from '../../src/elements/support/code-reference.ts';
import { button, openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

it('reads lines as people write them, and no more than a file has', () => {
  expect(readLines('3-5, 9')).to.deep.equal([2, 3, 4, 8]);
  expect(readLines('4 – 4,x,2')).to.deep.equal([1, 3]);
  expect(readLines('1-999999999').length).to.equal(500);
  expect(readLines('0, 9-3, -1')).to.deep.equal([]);
});

it('a text finds its lines wherever they are by now', () => {
  expect(linesAt('x\nname = 1\ny\nname', { find: 'name' })).to.deep.equal([1, 3]);
  expect(linesAt('x\ny', { find: '' })).to.deep.equal([]);
});

it('lights its lines on focus, ends it on leaving, and stays lit once somebody went there', async () => {
  const told: CodeReference[] = [];
  page.session.addEventListener('light-code', (event) => told.push((event as CustomEvent<CodeReference>).detail));
  const element = document.createElement('pocket-code-ref');
  element.setAttribute('file', 'src/a.cpp');
  element.setAttribute('lines', '2-3');
  element.append('the name');
  page.stage.append(element);
  await page.until(() => element.shadowRoot?.querySelector('button'));
  await page.expectAccessible();
  const control = button(element, '');
  control.focus();
  control.blur();
  expect(told.map(({ at, go }) => [at, go])).to.deep.equal([
    [{ lines: '2-3' }, false],
    [null, false],
  ]);
  control.focus();
  control.click();
  control.blur();
  expect(told.at(-1)).to.deep.equal({ project: null, file: 'src/a.cpp', at: { lines: '2-3' }, go: true });
});
