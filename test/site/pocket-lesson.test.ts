// The tag of an embed, before any frame: what it can tell by itself.
import { expect } from '@esm-bundle/chai';
import { PocketLesson } from '../../src/embed/pocket-lesson.ts';

customElements.define('pocket-lesson', PocketLesson);
PocketLesson.site = new URL('/no-such-site/', location.href).href;
PocketLesson.lessons = ['webhook-demo'];

let tag: PocketLesson;
const start = (attributes: Record<string, string>): { reason: string; frame: boolean } => {
  tag = document.createElement('pocket-lesson') as PocketLesson;
  for (const [name, value] of Object.entries({ start: 'click', ...attributes })) tag.setAttribute(name, value);
  document.body.append(tag);
  tag.start();
  const root = tag.shadowRoot!;
  return { reason: root.querySelector('[part=reason]')!.textContent, frame: root.querySelector('iframe') !== null };
};
afterEach(() => tag.remove());

it('a lesson that the site does not have is told of at once, and nothing is loaded', () => {
  expect(start({ lesson: 'nonsense' })).to.deep.equal({ reason: 'There is no lesson of this name here.', frame: false });
});

it('a lesson of the site, a panel and a lesson of another site are loaded', () => {
  const wishes: Record<string, string>[] = [
    { lesson: 'webhook-demo' },
    { panel: 'event-log' },
    { lesson: 'nonsense', site: '/another-site/' },
  ];
  for (const attributes of wishes) {
    expect(start(attributes).frame, JSON.stringify(attributes)).to.equal(true);
    tag.remove();
  }
});
