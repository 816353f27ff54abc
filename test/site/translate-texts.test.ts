// Another language over elements that know nothing of it: what they say is translated when it is drawn, and what a visitor wrote is not.
import { expect } from '@esm-bundle/chai';
import { html, LitElement, nothing, render } from 'lit';
import { logRow } from '../../src/elements/support/log-row.ts';
import { translateTexts } from '../../src/site/translate-texts.ts';
import { createLookup } from '../../src/site/translation-lookup.ts';

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
  Connected: 'Verbunden',
  'for you': 'für dich',
  Lessons: 'Lektionen',
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

const drawn = (markup: string): HTMLElement => {
  const place = document.createElement('div');
  place.innerHTML = markup;
  document.body.append(place);
  return place;
};

it('what a device says stays as it came, in the real row of the log', async () => {
  const host = drawn('');
  const root = host.attachShadow({ mode: 'open' });
  const line = {
    seq: 1,
    host_time: 0,
    device_time: null,
    level: null,
    category: 'Send',
    message: 'Connected',
    attributes: null,
    raw: 'Connected',
    kind: 'log',
    partial: false,
    marker: null,
  } as const;
  render(logRow(line as never, { index: 0, total: 1, chosen: false, marked: false, current: true, onChoose: () => undefined }), root);
  root.append(Object.assign(document.createElement('p'), { id: 'ours', textContent: 'Connected' }));
  words.stop();
  words = translateTexts(document, GERMAN);
  expect(root.querySelector('#ours')!.textContent).to.equal('Verbunden');
  expect(root.querySelector('.text')!.textContent).to.contain('Send').and.to.contain('Connected');
  host.remove();
});

it('an element within a stranger’s words keeps its own English', async () => {
  const around = drawn('<p translate="no"></p>');
  const inside = new Meter();
  around.firstElementChild!.append(inside);
  await inside.updateComplete;
  words.stop();
  words = translateTexts(document, GERMAN);
  expect(inside.shadowRoot!.querySelector('#meter')!.textContent).to.equal('Step 1 of 4');
  around.remove();
});

it('a text is translated whole or not at all, with what stands inside it', async () => {
  const place = drawn(
    '<p id="half">Send <b>for you</b></p><p id="no">Send <b>something</b></p><p id="code">Send <code>something</code></p><nav><a>Lessons</a><a>Unknown</a></nav>',
  );
  await Promise.resolve();
  const text = (selector: string): string => place.querySelector(selector)!.textContent;
  expect(text('#half')).to.equal('Senden für dich');
  expect(text('#no')).to.equal('Send something');
  expect(text('#code')).to.equal('Senden something');
  expect(text('nav')).to.equal('LektionenUnknown');
  place.querySelector('#no b')!.textContent = 'for you';
  place.querySelector('#half b')!.textContent = 'something';
  await Promise.resolve();
  expect(text('#no')).to.equal('Senden für dich');
  expect(text('#half')).to.equal('Send something');
  place.remove();
});

it('a pattern’s value is a name, a number or translated itself, and ends where the pattern goes on', () => {
  const find = createLookup({
    '“{1}”': '„{1}“',
    '“{1}”, “{2}”': '„{1}“, „{2}“',
    '{1} of {2}': '{1} von {2}',
    'Not yet: {1}': 'Noch nicht: {1}',
    '{1} is connected.': '{1} ist verbunden.',
    'Nothing came.': 'Nichts kam.',
    Online: 'Verbunden',
  });
  expect(find('“one thing”, “two”')).to.equal('„one thing“, „two“');
  expect(find('25 of 100,000')).to.equal('25 von 100,000');
  expect(find('break any of them')).to.equal(null);
  expect(find('My board is connected.')).to.equal('My board ist verbunden.');
  expect(find('Online is connected.')).to.equal('Online ist verbunden.');
  expect(find('Not yet: Nothing came.')).to.equal('Noch nicht: Nichts kam.');
  expect(find('Not yet: The last one carries nothing.')).to.equal(null);
});

it('a long line fits no pattern, whatever it holds, and a short one of the same signs is done with', () => {
  const list = Object.fromEntries(
    [1, 2, 3, 4].map((many) => Array.from({ length: many }, (_, at) => `“{${at + 1}}”`).join(', ')).map((key) => [key, key]),
  );
  const find = createLookup({ ...list, '{1} is connected.': '{1} ist verbunden.' });
  expect(find(`${'a'.repeat(180)} is connected.`)).to.equal(`${'a'.repeat(180)} ist verbunden.`);
  expect(find(`${'a'.repeat(1000)} is connected.`)).to.equal(null);
  expect(find(`“a${'”, “'.repeat(240)}b”`)).to.equal(null);
  expect(find(`“a${'”, “'.repeat(45)}b”`)).to.equal(null);
});
