import { expect } from '@esm-bundle/chai';
import '../../src/elements/predict.ts';
import { lessonState } from '../../src/elements/support/lesson-state.ts';
import type { Lesson } from '../../src/model/lesson.ts';
import { button, find, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

const lesson: Lesson = {
  slug: 'test-lesson',
  title: 'Questions',
  description: '',
  minutes: 5,
  steps: [
    {
      id: 'ask',
      title: 'Say first',
      anchor: 'section',
      check: 'predicted "who"',
      needs: [],
      optional: false,
      once: false,
      any_time: false,
    },
  ],
  questions: [
    {
      id: 'who',
      ask: 'Who says it?',
      run: [{ method: 'POST', path: '/v1/devices/events', body: { name: 'hello', data: '1' } }],
      options: [
        { text: 'A board', when: 'event "hello" from device', because: 'A board said it.' },
        { text: 'A program', when: 'event "hello" from api', because: 'A program said it.' },
      ],
    },
  ],
};

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage({ lesson });
});
afterEach(() => page.close());

it('what was expected is compared with what happened', async () => {
  const element = await page.mount('<pocket-predict question="who"></pocket-predict>');
  expect(button(element, 'Run it').getAttribute('aria-disabled')).to.equal('true');
  find(element, 'input').click();
  await page.until(() => button(element, 'Run it').getAttribute('aria-disabled') !== 'true');
  button(element, 'Run it').click();
  await page.until(() => textOf(element).includes('Not what you expected. A program said it.'));
  expect(find<HTMLInputElement>(element, 'input').checked).to.equal(true);
  await page.expectAccessible();
});

it('who lets it be done sees what happens, and is not told to have expected an answer', async () => {
  const element = await page.mount('<pocket-predict question="who"></pocket-predict>');
  await page.session.actions.get('ask')!();
  await page.until(() => textOf(element).includes('This happened. A program said it.'));
  expect(element.shadowRoot!.querySelectorAll('input:checked').length).to.equal(0);
  expect(lessonState(page.session)?.states[0]?.state).to.equal('done');
  await page.expectAccessible();
});
