// Another language over elements that know nothing of it: what they say is translated when it is drawn, and what a visitor wrote is not.
import { expect } from '@esm-bundle/chai';
import { html, LitElement, nothing } from 'lit';
import { translateTexts } from '../../src/site/translate-texts.ts';

class Meter extends LitElement {
  static override properties = { done: {}, busy: {}, problem: {} };
  declare done: number;
  declare busy: boolean;
  declare problem: string;
  constructor() {
    super();
    this.done = 1;
    this.busy = false;
    this.problem = '';
  }
  override render() {
    return html`<p id="meter">Step <b>${this.done}</b> of <b>4</b></p>
      <p id="took">There and back in ${this.done} ms.</p>
      <button aria-label="Send it now">${this.busy ? 'Doing it…' : 'Do it'}<i>: ${'Send'}</i></button>
      <code>Send</code><span translate="no">Send</span> ${this.problem ? html`<p id="problem">${this.problem}</p>` : nothing}`;
  }
}
customElements.define('test-meter', Meter);

const GERMAN = {
  Send: 'Senden',
  'Step {} of': 'Schritt {} von',
  'There and back in {1} ms.': 'In {1} ms hin und zurück.',
  'Do it': 'Mach es',
  'Doing it…': 'Bin dabei …',
  'Send it now': 'Jetzt senden',
  ': {1}': ': {1}',
  'It failed.': 'Es ging schief.',
  'Only one place': 'Zwei {} Stellen',
};

let meter: Meter;
let words: { stop(): void };
const read = (selector: string): string => meter.shadowRoot!.querySelector(selector)!.textContent.replace(/\s+/g, ' ').trim();
beforeEach(async () => {
  meter = document.createElement('test-meter') as Meter;
  document.body.append(meter);
  await meter.updateComplete;
  words = translateTexts(document, GERMAN);
});
afterEach(() => {
  words.stop();
  meter.remove();
});

it('words around elements and words with values in them are translated, in the order the language wants', () => {
  expect(read('#meter')).to.equal('Schritt 1 von 4');
  expect(read('#took')).to.equal('In 1 ms hin und zurück.');
  expect(meter.shadowRoot!.querySelector('button')!.getAttribute('aria-label')).to.equal('Jetzt senden');
});

it('what is drawn later is in the language before anybody sees it', async () => {
  meter.done = 3;
  meter.busy = true;
  meter.problem = 'It failed.';
  await meter.updateComplete;
  await Promise.resolve();
  expect(read('#meter')).to.equal('Schritt 3 von 4');
  expect(read('#took')).to.equal('In 3 ms hin und zurück.');
  expect(read('button')).to.equal('Bin dabei …: Senden');
  expect(read('#problem')).to.equal('Es ging schief.');
  meter.busy = false;
  await meter.updateComplete;
  await Promise.resolve();
  expect(read('button')).to.equal('Mach es: Senden');
});

it('an element that comes later is in the language too, and so is what stands inside it', async () => {
  const outer = document.createElement('div');
  const later = new Meter();
  outer.append(later);
  document.body.append(outer);
  await later.updateComplete;
  await Promise.resolve();
  expect(later.shadowRoot!.querySelector('#meter')!.textContent).to.equal('Schritt 1 von 4');
  outer.remove();
});

it('code, and what is marked as somebody’s own words, stays as it is', () => {
  expect(read('code')).to.equal('Send');
  expect(read('span')).to.equal('Send');
});

it('without the language everything is English again, and goes on as before', async () => {
  words.stop();
  expect(read('#meter')).to.equal('Step 1 of 4');
  expect(meter.shadowRoot!.querySelector('button')!.getAttribute('aria-label')).to.equal('Send it now');
  meter.done = 4;
  await meter.updateComplete;
  expect(read('#took')).to.equal('There and back in 4 ms.');
  expect(read('button')).to.equal('Do it: Send');
});

it('a translation that does not fit the elements in it is not used', async () => {
  meter.problem = 'Only one place';
  await meter.updateComplete;
  await Promise.resolve();
  expect(read('#problem')).to.equal('Only one place');
});
