// A page that nobody translated, asked for in another language: it stays English and says so.
import { expect } from '@esm-bundle/chai';
import type { Session } from '../../src/elements/support/session.ts';
import { speak } from '../../src/site/language.ts';

const session = { lesson: null, changed: () => undefined } as unknown as Session;
let main: HTMLElement;
beforeEach(() => {
  main = document.createElement('main');
  main.innerHTML = '<article><header class="doc-head"><h1>Connected</h1></header><button>Send</button></article>';
  document.body.append(main);
});
afterEach(async () => {
  await speak(session, null);
  main.remove();
});

it('all of it is English, in one language for those who hear it, with one line in theirs', async () => {
  await speak(session, 'de');
  expect(main.querySelector('h1')!.textContent).to.equal('Connected');
  expect(main.querySelector('button')!.textContent).to.equal('Send');
  expect(document.documentElement.lang).to.equal('en');
  const lines = [...main.querySelectorAll<HTMLElement>('.language-note')];
  expect(lines.map(({ textContent, lang }) => [textContent, lang])).to.deep.equal([['Diese Seite gibt es nur auf Englisch.', 'de']]);
  await speak(session, null);
  expect(main.querySelector('.language-note')).to.equal(null);
});

it('a panel is its control alone, and speaks the language', async () => {
  document.body.classList.add('panel');
  await speak(session, 'de');
  expect(main.querySelector('button')!.textContent).to.equal('Senden');
  expect(document.documentElement.lang).to.equal('de');
  await speak(session, null);
  expect(main.querySelector('button')!.textContent).to.equal('Send');
  expect(document.documentElement.lang).to.equal('en');
  document.body.classList.remove('panel');
});
