// The request that a webhook makes of an event, by rule set and setting.
import { expect } from '@esm-bundle/chai';
import { renderRequest, renderResponse, renderTopics } from '../../src/cloud/render-request.ts';
import { readIntegration } from '../../src/model/integration-settings.ts';
import { HOOK_RULES } from '../../src/model/limits.ts';
import type { Integration } from '../../src/model/integration.ts';

const EVENT = {
  id: 7,
  name: 'temp/room',
  data: '72',
  coreid: 'e00fce68aaaaaaaaaaaaaaaa',
  published_at: '2016-04-16T13:37:08.728Z',
  product_id: null as number | null,
  user_id: 'u1',
  version: undefined as number | undefined,
};

const hook = (settings: Record<string, unknown>): Integration => ({
  ...readIntegration({ event: 'temp', url: 'https://a.example/in', ...settings }).settings,
  id: 'i',
  created_at: 't',
  user_id: 'u1',
  product_id: null,
});
const build = (settings: Record<string, unknown>, event: Partial<typeof EVENT> = {}, rules: '2016' | 'current' = '2016') =>
  renderRequest(hook(settings), { ...EVENT, ...event }, HOOK_RULES[rules]);
const failure = (settings: Record<string, unknown>, event: Partial<typeof EVENT> = {}): string => {
  try {
    build(settings, event);
    return 'built';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

it('without settings a POST carries the four fields as JSON', () => {
  const { method, headers, body } = build({});
  expect(method).to.equal('POST');
  expect(JSON.parse(body!)).to.deep.equal({
    event: 'temp/room',
    data: '72',
    published_at: '2016-04-16T13:37:08.728Z',
    coreid: 'e00fce68aaaaaaaaaaaaaaaa',
  });
  expect(headers).to.deep.equal({
    'User-Agent': 'ParticleBot/1.1 (https://docs.particle.io/webhooks)',
    Accept: 'application/json',
    'Content-Type': 'application/json',
  });
});

it('by the newer rules the same POST carries a form', () => {
  const { headers, body } = build({}, {}, 'current');
  expect(body).to.equal('event=temp%2Froom&data=72&published_at=2016-04-16T13%3A37%3A08.728Z&coreid=e00fce68aaaaaaaaaaaaaaaa');
  expect(headers['Content-Type']).to.equal('application/x-www-form-urlencoded');
});

it('a GET puts the four fields into the query and has no body', () => {
  const { url, body } = build({ requestType: 'GET', url: 'https://a.example/in?k=1', query: { q: '{{data}}{{PARTICLE_EVENT_VALUE}}' } });
  expect(url).to.equal(
    'https://a.example/in?k=1&event=temp%2Froom&data=72&published_at=2016-04-16T13%3A37%3A08.728Z&coreid=e00fce68aaaaaaaaaaaaaaaa&q=72',
  );
  expect(body).to.equal(null);
});

it('PUT and DELETE carry the fields like POST', () => {
  for (const requestType of ['PUT', 'DELETE']) expect(JSON.parse(build({ requestType }).body!)).to.have.property('data', '72');
});

it('noDefaults adds nothing', () => {
  expect(build({ noDefaults: true }).body).to.equal(null);
  expect(build({ noDefaults: true, requestType: 'GET' }).url).to.equal('https://a.example/in');
});

it('own form fields win over the default ones', () => {
  const fields = new URLSearchParams(build({ form: { api_key: 'KEY', data: 'mine', field1: '{{PARTICLE_EVENT_VALUE}}}' } }).body!);
  expect(Object.fromEntries(fields)).to.deep.equal({
    event: 'temp/room',
    data: 'mine',
    published_at: EVENT.published_at,
    coreid: EVENT.coreid,
    api_key: 'KEY',
    field1: '72}',
  });
});

it('json is rendered leaf by leaf, keys too, and numbers stay numbers', () => {
  const body = build(
    { noDefaults: true, json: { '{{PARTICLE_EVENT_NAME}}': ['{{{x}}}', 5, null, { deep: true }] } },
    { data: '{"x":"a \\"quote\\""}' },
  ).body!;
  expect(JSON.parse(body)).to.deep.equal({ 'temp/room': ['a "quote"', 5, null, { deep: true }] });
});

it('a json text becomes JSON or nothing is sent', () => {
  expect(build({ json: '{"a":{{{PARTICLE_EVENT_VALUE}}}}' }).body).to.equal('{"a":72}');
  expect(failure({ json: '{"a":{{{PARTICLE_EVENT_VALUE}}}}' }, { data: 'not json' })).to.match(
    /^RenderError: The json template did not become valid JSON/,
  );
});

it('a body is sent as it is written, without a content type', () => {
  const { headers, body } = build({ body: '{"sensor":{{{PARTICLE_EVENT_VALUE}}}}' }, { data: '{"t":25}' });
  expect(body).to.equal('{"sensor":{"t":25}}');
  expect(Object.keys(headers)).to.deep.equal(['User-Agent']);
});

it('own headers win over the default ones whatever their case', () => {
  const { headers } = build({ headers: { 'content-type': 'text/x-{{PARTICLE_EVENT_NAME}}', 'X-{{PARTICLE_EVENT_VALUE}}': 'v' } });
  expect(headers['content-type']).to.equal('text/x-temp/room');
  expect(headers['X-72']).to.equal('v');
  expect(headers).to.not.have.property('Content-Type');
});

it('headers may be JSON text', () => {
  expect(build({ headers: '{"X-A":"{{{PARTICLE_EVENT_VALUE}}}"}' }, { data: 'say "hi"' }).headers['X-A']).to.equal('say "hi"');
});

it('event data cannot add a header line', () => {
  expect(failure({ headers: { 'X-A': '{{{PARTICLE_EVENT_VALUE}}}' } }, { data: 'a\r\nX-Evil: 1' })).to.match(
    /^RenderError: The header X-A has a character/,
  );
});

it('auth becomes a Basic header, from the address too', () => {
  expect(build({ auth: { username: '{{PARTICLE_EVENT_NAME}}', password: 'pä' } }).headers['Authorization']).to.equal(
    `Basic ${btoa(unescape(encodeURIComponent('temp/room:pä')))}`,
  );
  const { url, headers } = build({ url: 'https://user:p%40ss@a.example/in' });
  expect(url).to.equal('https://a.example/in');
  expect(headers['Authorization']).to.equal(`Basic ${btoa('user:p@ss')}`);
});

it('the address is a template and is encoded', () => {
  expect(
    build({ noDefaults: true, url: 'https://a.example/{{{my-var}}}?d={{PARTICLE_DEVICE_ID}}' }, { data: '{"my-var":"foo bar"}' }).url,
  ).to.equal('https://a.example/foo%20bar?d=e00fce68aaaaaaaaaaaaaaaa');
});

it('an address that renders to nothing useful is refused', () => {
  expect(failure({ url: '{{{PARTICLE_EVENT_VALUE}}}' }, { data: 'javascript:alert(1)' })).to.match(
    /^RenderError: The address must begin with http/,
  );
  expect(failure({ url: '{{{PARTICLE_EVENT_VALUE}}}' }, { data: '' })).to.match(/is not a URL/);
});

it('old and new variable names mean the same', () => {
  const pair =
    '{{{SPARK_EVENT_NAME}}}={{{PARTICLE_EVENT_NAME}}} {{{SPARK_EVENT_VALUE}}}={{{PARTICLE_EVENT_VALUE}}} {{{SPARK_CORE_ID}}}={{{PARTICLE_DEVICE_ID}}} {{{SPARK_PUBLISHED_AT}}}={{{PARTICLE_PUBLISHED_AT}}}';
  for (const part of build({ body: pair }).body!.split(' ')) expect(part.split('=')[0]).to.equal(part.split('=')[1]);
});

it('product events bring product variables', () => {
  const body = '{{PRODUCT_ID}}/{{PRODUCT_USER_ID}}/{{PRODUCT_VERSION}}';
  expect(build({ body }, { product_id: 1001, version: 3 }).body).to.equal('1001/u1/3');
  expect(build({ body }).body).to.equal('//');
});

it('the whole event is there as JSON and as base64', () => {
  const [json, base64] = build({ body: '{{{PARTICLE_EVENT_JSON}}}\n{{{PARTICLE_EVENT_BASE64}}}' }, { data: 'ü' }).body!.split('\n');
  expect(JSON.parse(json!)).to.include({ event: 'temp/room', data: 'ü' });
  expect(new TextDecoder().decode(Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0)))).to.equal(json);
});

it('a variable wins over a field of the same name', () => {
  expect(build({ body: '{{{PARTICLE_EVENT_NAME}}}' }, { data: '{"PARTICLE_EVENT_NAME":"fake"}' }).body).to.equal('temp/room');
});

it('a template that would explode ends in a clear error', () => {
  const list = JSON.stringify({ a: Array.from({ length: 90 }, () => 1) });
  expect(failure({ body: '{{#a}}{{#a}}{{#a}}{{#a}}x{{/a}}{{/a}}{{/a}}{{/a}}' }, { data: list })).to.match(
    /^RenderError: body: The template takes more than/,
  );
});

it('topics name the triggering event, not the prefix', () => {
  expect(renderTopics(hook({}), EVENT, HOOK_RULES['2016'])).to.deep.equal({
    response: 'hook-response/temp/room',
    error: 'hook-response/temp/room',
  });
  expect(renderTopics(hook({}), EVENT, HOOK_RULES['current'])).to.deep.equal({
    response: 'hook-response/temp/room',
    error: 'hook-error/temp/room',
  });
});

it('topics may be templates', () => {
  const topics = renderTopics(
    hook({ responseTopic: '{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}', errorResponseTopic: 'oops' }),
    EVENT,
    HOOK_RULES['2016'],
  );
  expect(topics).to.deep.equal({ response: 'e00fce68aaaaaaaaaaaaaaaa/hook-response/temp/room', error: 'oops' });
});

it('by the rules of 2016 errors go to the response topic unless a topic is named', () => {
  expect(renderTopics(hook({ responseTopic: 'mine' }), EVENT, HOOK_RULES['2016']).error).to.equal('mine');
});

it('a response template reads the answer when that is JSON', () => {
  const template = hook({ responseTemplate: '{{main.temp}} in {{{name}}}' });
  expect(renderResponse(template, EVENT, '{"main":{"temp":21.5},"name":"Sankt \\"Gallen\\""}')).to.equal('21.5 in Sankt "Gallen"');
  expect(renderResponse(template, EVENT, 'plain text')).to.equal('plain text');
});
