// The one-line language of a lesson's checks: what it reads, and that it says what it found.
import { expect } from '@esm-bundle/chai';
import { parseCheck } from '../../src/model/check.ts';
import type { CloudFacts } from '../../src/model/cloud-facts.ts';
import { evaluateCheck } from '../../src/model/evaluate-check.ts';

const nothing: CloudFacts = {
  signed_in: false,
  choice: { device: null, product: null },
  devices: [],
  products: [],
  product_devices: [],
  integrations: [],
  sandbox_integrations: [],
  servers: [{ host: 'demo-server.example', running: false, requests: 0 }],
  events: [],
};
const built: CloudFacts = {
  ...nothing,
  signed_in: true,
  choice: { device: 'e00fce68aa', product: 12 },
  devices: [{ id: 'e00fce68aa', name: 'pocket_board', online: true }],
  products: [{ id: 12, name: 'webhook-demo-gcc-7' }],
  product_devices: [{ id: 'e00fce68aa' }],
  integrations: [{ event: 'WebhookDemo01', url: 'https://demo-server.example/hook/demo' }],
  servers: [{ host: 'demo-server.example', running: true, requests: 1 }],
  events: [
    { name: 'api/hook-response/WebhookDemo01/0', data: '{"ok":true}', origin: 'integration', product_id: 12 },
    { name: 'WebhookDemo01', data: '{"id":1,"t":25}', origin: 'api', product_id: 12 },
  ],
};
const ask = (line: string, facts: CloudFacts) => evaluateCheck(parseCheck(line), facts);

const lines = [
  'signed in',
  'device chosen',
  'device online',
  'product chosen',
  'device in product',
  'integration "WebhookDemo01" in product',
  'integration "WebhookDemo01" in product where url contains "//demo-server.example/" , event is "WebhookDemo01"',
  'server demo-server.example running',
  'server demo-server.example called',
  'event "WebhookDemo01" in product',
  'event "WebhookDemo01" from api in product containing "25"',
  'event "*/hook-response/WebhookDemo01"',
  'product chosen and device in product and event "WebhookDemo01"',
];

for (const line of lines) {
  it(`a finished lesson satisfies: ${line}`, () => {
    expect(ask(line, built).ok).to.equal(true);
  });
  it(`an empty cloud does not satisfy: ${line}`, () => {
    const { ok, expected, found } = ask(line, nothing);
    expect(ok).to.equal(false);
    expect(expected).to.match(/^[A-Z`].*\.$/s);
    expect(found).to.match(/^[A-Z`].*\.$/s);
  });
}

it('a webhook under another name is named in what was found', () => {
  const { ok, expected, found } = ask('integration "WebhookDemo01" in product', { ...built, integrations: [{ event: 'WebhookDemo' }] });
  expect(ok).to.equal(false);
  expect(expected).to.contain('`WebhookDemo01`');
  expect(found).to.equal('`event` is `WebhookDemo`.');
});

it('a webhook with another address shows the field and its value', () => {
  const wrong = { ...built, integrations: [{ event: 'WebhookDemo01', url: 'https://elsewhere.example/' }] };
  expect(ask('integration "WebhookDemo01" in product where url contains "//demo-server.example/"', wrong).found).to.equal(
    '`url` is `https://elsewhere.example/`.',
  );
});

it('a name matches what continues after a slash and nothing that merely begins the same', () => {
  expect(ask('event "WebhookDemo0"', built).ok).to.equal(false);
  expect(ask('event "api/hook-response"', built).ok).to.equal(true);
  expect(ask('event "api.hook-response"', built).ok).to.equal(false);
});

it('a cloud that did not answer is neither right nor wrong', () => {
  const unread: CloudFacts = {
    ...built,
    devices: null,
    products: null,
    product_devices: null,
    integrations: null,
    servers: null,
    events: null,
  };
  for (const line of lines.filter((one) => one !== 'signed in')) expect(ask(line, unread).ok, line).to.equal(null);
  expect(ask('signed in', { ...built, signed_in: null }).ok).to.equal(null);
});

it('what is surely false decides even when another part is not known', () => {
  expect(ask('product chosen and server demo-server.example running', { ...nothing, servers: null }).found).to.equal(
    'No product is chosen.',
  );
});

it('the absence of a webhook holds when its product is gone', () => {
  const line = 'no integration "WebhookDemo01" in product';
  expect(ask(line, built).ok).to.equal(false);
  expect(ask(line, { ...built, integrations: [] }).ok).to.equal(true);
  expect(ask(line, { ...built, products: [] }).ok).to.equal(true);
});

it('a chosen device that left the account is told apart from none', () => {
  expect(ask('device chosen', { ...built, devices: [] }).found).to.equal('The device you chose is no longer in your account.');
});

for (const [line, place] of [
  ['device', 'the end'],
  ['device cosen', '"cosen"'],
  ['integration WebhookDemo01', '"WebhookDemo01"'],
  ['product chosen or device chosen', '"or"'],
  ['server demo-server.example up', '"up"'],
  ['', 'the end'],
] as const) {
  it(`a line that cannot be read shows where: ${line || '(empty)'}`, () => {
    expect(() => parseCheck(line)).to.throw(`found ${place}`);
  });
}

it('a long text that lacks a piece is told by the piece', () => {
  const data = JSON.stringify({ request: 144, method: 'POST', headers: { 'content-type': 'application/json', host: 'echo.example' } });
  const facts: CloudFacts = { ...nothing, events: [{ name: 'hook-response/tick/0', data, origin: 'integration', product_id: null }] };
  const line = 'event "hook-response/tick" containing "Too many webhooks"';
  expect(ask(line, facts).found).to.equal('The last one carries no `Too many webhooks`.');
  expect(ask(line, { ...facts, events: [{ ...facts.events![0]!, data: '21' }] }).found).to.equal('The last one carries `21`.');
});
