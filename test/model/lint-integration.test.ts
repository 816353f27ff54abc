// What the editor finds in settings, and that each mend mends.
import { expect } from '@esm-bundle/chai';
import type { SampleEvent, Settings } from '../../src/model/lint-finding.ts';
import { lintIntegration } from '../../src/model/lint-integration.ts';

const EVENT: SampleEvent = { name: 'temp', data: '72' };
const base: Settings = { event: 'temp', url: 'https://a.example/in' };
const codes = (settings: Settings, event: SampleEvent | undefined = EVENT): string[] =>
  lintIntegration({ ...base, ...settings }, event).map(({ code }) => code);
/** Applies the mend of the first finding of `code`. */
const mended = (settings: Settings, code: string, event: SampleEvent = EVENT): Settings =>
  lintIntegration({ ...base, ...settings }, event)
    .find((finding) => finding.code === code)!
    .fix!.apply({ ...base, ...settings });

it('sound settings have no findings', () => {
  expect(codes({})).to.deep.equal([]);
  expect(codes({ json: { a: '{{{PARTICLE_EVENT_VALUE}}}' }, headers: { 'X-A': '{{PARTICLE_EVENT_NAME}}' } })).to.deep.equal([]);
});

it('double braces inside JSON are named and become triple', () => {
  const settings = { json: '{"a":"{{PARTICLE_EVENT_VALUE}}"}' };
  expect(codes(settings)).to.deep.equal(['escaped']);
  expect(mended(settings, 'escaped')['json']).to.equal('{"a":"{{{PARTICLE_EVENT_VALUE}}}"}');
  expect(mended({ json: { a: ['{{x}}', '{{#x}}{{x}}{{/x}}'] } }, 'escaped')['json']).to.deep.equal({
    a: ['{{{x}}}', '{{#x}}{{{x}}}{{/x}}'],
  });
});

it('a prefix that cannot match the event is named', () => {
  expect(codes({ event: 'humidity' })).to.deep.equal(['prefix']);
  expect(mended({ event: 'humidity' }, 'prefix')['event']).to.equal('temp');
  expect(codes({ event: 'Te' })).to.deep.equal(['prefix']);
  expect(mended({ event: 'Te' }, 'prefix')['event']).to.equal('te');
  expect(mended({ event: 'temp/*' }, 'prefix')['event']).to.equal('temp');
});

it('a webhook on events of webhooks is named', () => {
  expect(codes({ event: 'hook-response/temp' })).to.deep.equal(['chained']);
  expect(codes({ event: 'abc/hook-error/temp' })).to.deep.equal(['chained']);
});

it('of two bodies one is kept', () => {
  const settings = { body: 'x', form: { a: '1' } };
  expect(codes(settings)).to.deep.equal(['two-bodies']);
  expect(mended(settings, 'two-bodies')).to.deep.equal({ ...base, body: 'x' });
});

it('a method that webhooks do not make is named', () => {
  expect(codes({ requestType: 'PATCH' })).to.deep.equal(['method']);
  expect(mended({ method: 'patch' }, 'method')).to.deep.equal({ ...base, requestType: 'PUT' });
  expect(mended({ requestType: 'HEAD' }, 'method')['requestType']).to.equal('GET');
});

it('a GET with a body becomes a POST', () => {
  const settings = { requestType: 'GET', json: { a: 1 } };
  expect(codes(settings)).to.deep.equal(['get-body']);
  expect(codes(mended(settings, 'get-body'))).to.deep.equal([]);
});

it('an address without a scheme gets one', () => {
  expect(mended({ url: 'a.example/in' }, 'bad-url')['url']).to.equal('https://a.example/in');
  expect(codes({ url: '' })).to.deep.equal(['no-url']);
});

it('text that does not become JSON is mended by quotes, by none, or by braces', () => {
  const word = { name: 'temp', data: 'warm' };
  expect(mended({ json: '{"a":{{{PARTICLE_EVENT_VALUE}}}}' }, 'not-json', word)['json']).to.equal('{"a":"{{{PARTICLE_EVENT_VALUE}}}"}');
  const object = { name: 'temp', data: '{"t":1}' };
  expect(mended({ json: '{"a":"{{{PARTICLE_EVENT_VALUE}}}"}' }, 'not-json', object)['json']).to.equal('{"a":{{{PARTICLE_EVENT_VALUE}}}}');
  expect(mended({ json: '{"a":{{PARTICLE_EVENT_VALUE}}}' }, 'not-json', object)['json']).to.equal('{"a":{{{PARTICLE_EVENT_VALUE}}}}');
});

it('every mend of JSON text leaves nothing to find', () => {
  for (const data of ['72', 'warm', '{"t":1}', '"x"']) {
    const event = { name: 'temp', data };
    for (const json of [
      '{"a":{{PARTICLE_EVENT_VALUE}}}',
      '{"a":"{{PARTICLE_EVENT_VALUE}}"}',
      '{"a":{{{PARTICLE_EVENT_VALUE}}},"b":[{{{PARTICLE_EVENT_VALUE}}}]}',
    ]) {
      let settings: Settings = { ...base, json };
      for (let round = 0; round < 4; round++) {
        const finding = lintIntegration(settings, event).toSorted((a, b) => a.level.localeCompare(b.level))[0];
        if (!finding) break;
        settings = finding.fix!.apply(settings);
      }
      expect(
        lintIntegration(settings, event).map(({ code }) => code),
        `${json} with ${data}`,
      ).to.deep.equal([]);
    }
  }
});

it('a template that cannot be read says why', () => {
  const finding = lintIntegration({ ...base, url: 'https://a.example/{{#a}}' })[0]!;
  expect(finding).to.include({ code: 'template', setting: 'url', message: 'The section "a" is never closed.' });
});

it('uneven braces are evened', () => {
  const settings = { form: { field1: '{{PARTICLE_EVENT_VALUE}}}' } };
  expect(codes(settings)).to.deep.equal(['braces']);
  expect(mended(settings, 'braces')['form']).to.deep.equal({ field1: '{{{PARTICLE_EVENT_VALUE}}}' });
});

it('a misspelt variable is corrected', () => {
  const settings = { form: { a: '{{PARTICLE_EVENT_VALU}}' } };
  expect(codes(settings)).to.deep.equal(['variable']);
  expect(mended(settings, 'variable')['form']).to.deep.equal({ a: '{{PARTICLE_EVENT_VALUE}}' });
});

it('a JSON body without a content type gets one', () => {
  const settings = { body: '{"a":{{{PARTICLE_EVENT_VALUE}}}}', headers: { 'X-A': 'b' } };
  expect(codes(settings)).to.deep.equal(['content-type']);
  expect(mended(settings, 'content-type')['headers']).to.deep.equal({ 'X-A': 'b', 'Content-Type': 'application/json' });
});

it('a product hook that answers its whole fleet is named', () => {
  const event = { ...EVENT, product_id: 1000 };
  expect(codes({}, event)).to.deep.equal(['fleet-topic']);
  expect(mended({}, 'fleet-topic', event)['responseTopic']).to.equal('{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}');
});

it('a tag that is never closed is named, and closed where one can tell how', () => {
  expect(codes({ url: 'https://a.example/{{id' })).to.deep.equal(['unclosed']);
  expect(mended({ url: 'https://a.example/{{id' }, 'unclosed')['url']).to.equal('https://a.example/{{id}}');
  expect(mended({ json: { a: 'x{{{ t.0' } }, 'unclosed')['json']).to.deep.equal({ a: 'x{{{ t.0}}}' });
  const [finding] = lintIntegration({ ...base, body: '{"a":"{{b","c":1}' }, EVENT);
  expect([finding?.code, finding?.fix]).to.deep.equal(['unclosed', undefined]);
  for (const closed of ['{{a}}', '{{{a}}}', '{{#a}}{{/a}}', '{{! {{ }}', '}} {', '{{=<% %>=}}<% a'])
    expect(codes({ body: closed }), closed).to.not.include('unclosed');
});
