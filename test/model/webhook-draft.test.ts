import { expect } from '@esm-bundle/chai';
import { trialNames, tryPrefix } from '../../src/model/event-prefix.ts';
import { FAULT_CHOICES, faultFrom, faultText } from '../../src/model/fault-text.ts';
import { bodyKind, draftOf, fromText, parseDraft, toText, withBodyKind, withSetting } from '../../src/model/webhook-draft.ts';

it('a stored webhook becomes a draft without what the cloud adds', () => {
  expect(
    draftOf({ id: 'a', created_at: 'x', user_id: 'u', product_id: 1, event: 'e', url: 'u', extra: { mydevices: true } }),
  ).to.deep.equal({ event: 'e', url: 'u', mydevices: true });
});

it('the text moves along when the kind of body changes', () => {
  const draft = { event: 'e', json: { t: '{{{t}}}' } };
  expect(bodyKind(draft)).to.equal('json');
  expect(withBodyKind(draft, 'body')).to.deep.equal({ event: 'e', body: '{"t":"{{{t}}}"}' });
  expect(withBodyKind(withBodyKind(draft, 'body'), 'form')).to.deep.equal({ event: 'e', form: { t: '{{{t}}}' } });
  expect(withBodyKind({ body: '{"v":{{{v}}}}' }, 'json')).to.deep.equal({ json: '{"v":{{{v}}}}' });
  expect(withBodyKind(draft, 'default')).to.deep.equal({ event: 'e' });
  expect(bodyKind({ event: 'e' })).to.equal('default');
});

it('a field of JSON is an object, and a template stays text', () => {
  expect(fromText('{"a":1}')).to.deep.equal({ a: 1 });
  expect(fromText('{"a":{{{a}}}}')).to.equal('{"a":{{{a}}}}');
  expect(fromText('  ')).to.equal(undefined);
  expect(toText({ a: 1 })).to.equal('{\n  "a": 1\n}');
});

it('settings keep their order, empty ones go, and the two that are needed stay', () => {
  const draft = { event: 'a', url: 'b', body: 'c' };
  expect(Object.keys(withSetting(draft, 'event', 'z'))).to.deep.equal(['event', 'url', 'body']);
  expect(withSetting(draft, 'body', '')).to.deep.equal({ event: 'a', url: 'b' });
  expect(withSetting(draft, 'event', '')).to.deep.equal({ event: '', url: 'b', body: 'c' });
});

it('JSON that is none says so in a sentence', () => {
  expect(parseDraft('{"event":"a"}')).to.deep.equal({ event: 'a' });
  expect(parseDraft('[1]')).to.equal('Settings are one JSON object: { … }.');
  expect(parseDraft('{"event":')).to.match(/^Not JSON yet: /);
});

it('a name is heard when it begins with the event, in the same case', () => {
  expect(trialNames('Temp').map((name) => [name, tryPrefix('Temp', name).heard])).to.deep.equal([
    ['Temp', true],
    ['Temp/extra', true],
    ['temp', false],
    ['Tem', false],
  ]);
  expect(tryPrefix('Temp', 'temp').why).to.contain('case');
  expect(tryPrefix('hook-response', 'hook-response/x', true).heard).to.equal(false);
});

it('every fault has words of its own', () => {
  const words = FAULT_CHOICES.map((choice) => faultText(faultFrom(choice, choice.field?.start ?? '')));
  expect(new Set(words).size).to.equal(FAULT_CHOICES.length);
  expect(words).to.include.members(['answers 500', 'slow by 8 s', 'fails 50 % of requests']);
});
