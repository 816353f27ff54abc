import { expect } from '@esm-bundle/chai';
import '../../src/elements/top-bar.ts';
import type { Lesson } from '../../src/model/lesson.ts';
import { openElementPage } from '../support/element-page.ts';

const lesson: Lesson = { slug: 'x', title: 'X', description: '', minutes: null, steps: [] };
const mount = (page: { stage: HTMLElement }): HTMLElement => {
  page.stage.innerHTML = '<h1>Lesson</h1><header class="bar"><pocket-top-bar></pocket-top-bar></header>';
  return page.stage.querySelector<HTMLElement>('pocket-top-bar')!;
};

it('has the clock on lessons only', async () => {
  const front = await openElementPage();
  const bare = mount(front);
  await front.until(() => bare.querySelector('button'));
  expect(bare.querySelector('pocket-cloud-time')).to.equal(null);
  front.close();
  const page = await openElementPage({ lesson });
  const element = mount(page);
  await page.until(() => element.querySelector('pocket-cloud-time form'));
  await page.expectAccessible();
  page.close();
});

it('signs in from the panel it opens, and then shows who is signed in', async () => {
  const page = await openElementPage();
  const element = mount(page);
  await page.until(() => element.querySelector('button'));
  element.querySelector<HTMLButtonElement>('button')!.click();
  await page.until(() => element.querySelector('pocket-sign-in')?.shadowRoot?.querySelector('.button'));
  await page.expectAccessible();
  const buttons = [...element.querySelector('pocket-sign-in')!.shadowRoot!.querySelectorAll('button')];
  buttons.find((one) => one.textContent.includes('one click'))!.click();
  await page.until(() => element.querySelector('.account')?.textContent === 'student@example.com');
  page.close();
});
