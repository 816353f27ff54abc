// Checks over history, server data and answers: what they hold for, and the sentence when they do not.
import { expect } from '@esm-bundle/chai';
import { parseCheck } from '../../src/model/check.ts';
import type { CloudFacts, KnownEvent } from '../../src/model/cloud-facts.ts';
import { evaluateCheck } from '../../src/model/evaluate-check.ts';

const event = (name: string, journey: string, at: number, rest: Partial<KnownEvent> = {}): KnownEvent => ({
  name,
  data: '21',
  origin: 'device',
  product_id: null,
  journey,
  published_at: new Date(Date.UTC(2026, 0, 1) + at).toISOString(),
  ...rest,
});
const hook = (name: string, journey: string, at: number, kind: string, data: string): KnownEvent =>
  event(name, journey, at, { origin: 'integration', hook: kind, data });
const facts = (events: KnownEvent[], rest: Partial<CloudFacts> = {}): CloudFacts => ({
  signed_in: false,
  choice: { device: null, without_device: false, product: null, integration: null },
  devices: [],
  products: [],
  product_devices: [],
  integrations: [],
  sandbox_integrations: [],
  servers: [],
  // Newest first.
  events: events.toReversed(),
  ...rest,
});
const ask = (line: string, known: CloudFacts) => evaluateCheck(parseCheck(line), known);

const answered = [
  event('temp', 'a', 0),
  hook('hook-sent/temp', 'a', 5, 'sent', ''),
  hook('hook-response/temp/0', 'a', 3000, 'response', '17'),
];
const failed = [...answered, event('temp', 'b', 9000), hook('hook-response/temp/0', 'b', 9100, 'error', 'error status 404 from x.example')];

it('a reply within its time is right, a late one says how late', () => {
  expect(ask('reply to "temp" within 5 s containing "17"', facts(answered)).ok).to.equal(true);
  expect(ask('reply to "temp" within 2 s', facts(answered))).to.include({ ok: false, found: 'The answer came after 3.0 s.' });
});

it('only the newest event of a name counts, so a learner may fail and try again', () => {
  expect(ask('reply to "temp"', facts(failed))).to.include({
    ok: false,
    found: 'The last `temp` failed: `error status 404 from x.example`.',
  });
  expect(ask('error of "temp" containing "404"', facts(failed)).ok).to.equal(true);
  expect(ask('error of "temp"', facts(answered))).to.include({ ok: false, found: 'The last `temp` was answered.' });
});

it('an event that no webhook heard says so', () => {
  expect(ask('reply to "temp"', facts([event('temp', 'a', 0)])).found).to.equal('The last `temp` reached no webhook.');
  expect(ask('reply to "temp"', facts([])).found).to.equal('No `temp` has been sent yet.');
});

it('events can be counted, and asked to be absent', () => {
  expect(ask('event "temp" at least 2 times', facts(answered))).to.include({ ok: false, found: '`temp` arrived once.' });
  expect(ask('event "temp" at least 2 times', facts(failed)).ok).to.equal(true);
  expect(ask('no event "temp"', facts(failed)).ok).to.equal(false);
  expect(ask('no event "heat"', facts(failed)).ok).to.equal(true);
});

it('a cloud that has not answered decides nothing', () => {
  expect(ask('reply to "temp"', facts([], { events: null })).ok).to.equal(null);
  expect(ask('data of x.example has 1', facts([])).ok).to.equal(null);
  expect(ask('answer of "/v1/user" contains "a"', facts([], { answer: () => undefined })).ok).to.equal(null);
});

it('what a server keeps is looked into by a path', () => {
  const known = facts([], { server_data: () => ({ channels: [{ entries: [1, 2], note: 'a "b"' }], requests: 3 }) });
  expect(ask('data of x.example at "channels.0.entries" has 2', known).ok).to.equal(true);
  expect(ask('data of x.example at "channels.0.entries" has 3', known)).to.include({ ok: false, found: '`x.example` keeps 2.' });
  expect(ask('data of x.example at "requests" is "3"', known).ok).to.equal(true);
  expect(ask('data of x.example at "constructor.name" contains "Object"', known).ok).to.equal(false);
});

it('names of the learner stand in checks, and one that nobody gave asks nothing', () => {
  const known = facts(answered, { names: { event: 'temp' }, answer: (path) => (path === '/v1/products/7' ? { name: 'shop' } : undefined) });
  expect(ask('reply to "${event}"', known).ok).to.equal(true);
  expect(ask('answer of "/v1/products/${app}" contains "shop"', known)).to.include({ ok: false, found: 'Nothing is called `app` yet.' });
  expect(ask('answer of "/v1/products/${app}" contains "shop"', { ...known, names: { app: '7' } }).ok).to.equal(true);
  expect(ask('known "app"', known).ok).to.equal(false);
});

it('a name that holds a quote cannot change what a check asks', () => {
  const known = facts(answered, { names: { event: 'x" and no event "y' } });
  expect(ask('reply to "${event}"', known).ok).to.equal(false);
});

it('a question counts once it was answered', () => {
  expect(ask('predicted "q"', facts([], { predicted: ['q'] })).ok).to.equal(true);
  expect(ask('predicted "q"', facts([], { predicted: [] })).ok).to.equal(false);
});
