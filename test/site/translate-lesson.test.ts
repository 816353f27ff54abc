// Prose in another language around controls that stay: what the learner did in them, and what is open, is not touched.
import { expect } from '@esm-bundle/chai';
import { swapProse } from '../../src/site/translate-lesson.ts';

const article = (markup: string): Element => {
  const made = document.createElement('article');
  made.innerHTML = markup;
  return made;
};
const ENGLISH = `<noscript>No scripts.</noscript><h2 id="a">One</h2><p>Two <b>words</b>.</p><pocket-a><p>Static.</p></pocket-a>
<details><summary>More</summary><p>Inside.</p></details><p>Last.</p><nav class="pager">Next</nav>`;
const GERMAN = `<h2 id="a">Eins</h2><p>Zwei.</p><p>Drei.</p><pocket-a><p>Anders.</p></pocket-a>
<details><summary>Mehr</summary><p>Darin.</p></details><p>Schluss.</p>`;

it('the text is the other one, and controls, folds and the page’s frame are the same nodes', () => {
  const live = article(ENGLISH);
  const kept = ['pocket-a', 'details', 'summary', 'nav', 'noscript'].map((name) => live.querySelector(name)!);
  live.querySelector('details')!.open = true;
  const before = live.innerHTML;
  const back = swapProse(live, article(GERMAN))!;
  expect([...live.querySelectorAll('h2, p, summary, nav')].map((one) => one.textContent)).to.deep.equal([
    'Eins',
    'Zwei.',
    'Drei.',
    'Static.',
    'Mehr',
    'Darin.',
    'Schluss.',
    'Next',
  ]);
  expect(kept.every((one) => live.contains(one))).to.equal(true);
  expect(live.querySelector('details')!.open).to.equal(true);
  back();
  expect(live.innerHTML).to.equal(before);
});

it('a control that a script put before the text is none of the text’s', () => {
  const live = article(`<pocket-offer></pocket-offer>${ENGLISH}`);
  expect(swapProse(live, article(GERMAN)) === null).to.equal(false);
  expect(live.firstElementChild!.localName).to.equal('pocket-offer');
  expect(live.querySelector('h2')!.textContent).to.equal('Eins');
});

it('a text with other controls, or other folds, changes nothing', () => {
  for (const other of [
    GERMAN.replaceAll('pocket-a', 'pocket-b'),
    `${GERMAN}<pocket-c></pocket-c>`,
    GERMAN.replace(/<summary>.*?<\/summary>/, ''),
  ]) {
    const live = article(ENGLISH);
    expect(swapProse(live, article(other)) === null).to.equal(true);
    expect(live.innerHTML).to.equal(article(ENGLISH).innerHTML);
  }
});
