// The front page leads on, and says where one is in all lessons, also when there is no lesson left.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/resume.ts';
import { openElementPage, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
let kept: unknown = null;
beforeEach(async () => {
  kept = null;
  const keep = { read: (name: string) => (name === 'progress' ? kept : null), write: () => {}, forget: () => {}, leaveBrowser: () => {} };
  page = await openElementPage({ keep });
});
afterEach(() => page.close());

const lessons = '<div id="lessons"><ul><li data-lesson="one"><h3>One</h3></li><li data-lesson="two"><h3>Two</h3></li></ul></div>';
const show = async (): Promise<Element> => {
  const element = await page.mount<HTMLElement>('<pocket-resume></pocket-resume>');
  page.stage.insertAdjacentHTML('beforeend', lessons);
  page.session.changed();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return element;
};
const one = { slug: 'one', title: 'One', done: 3, total: 8, step: { title: 'Third', anchor: 'third' } };

it('says nothing to who began nothing', async () => {
  expect((await show()).textContent.trim()).to.equal('');
  expect(page.stage.querySelector('pocket-progress')).to.equal(null);
});

for (const [words, progress, button, where] of [
  ['in a lesson', [one], 'Continue: Third', 'One, 3 of 8 steps done'],
  ['after a lesson', [{ ...one, step: null }], 'Next: Two', 'You finished One.'],
  [
    'after all of them',
    [one, { ...one, slug: 'two' }].map((each) => ({ ...each, step: null })),
    'Your progress',
    'You finished every lesson.',
  ],
] as const)
  it(`leads on and to the progress ${words}`, async () => {
    kept = progress;
    const element = await show();
    expect(element.querySelector('a.button')?.textContent).to.equal(button);
    expect(element.querySelector('.resume-where')?.textContent).to.contain(where);
    expect(element.querySelector('a[href="#your-progress"]')?.textContent).to.equal('Your progress');
    expect(page.stage.querySelector('#lessons > #your-progress')?.localName).to.equal('pocket-progress');
  });
