// Steps follow the facts: what opens, what is done, what was undone, and what a lost connection must not change.
import { expect } from '@esm-bundle/chai';
import type { CloudFacts } from '../../src/model/cloud-facts.ts';
import { demoHook } from '../../src/model/demo-hook.ts';
import type { Step } from '../../src/model/lesson.ts';
import { lessonProgress } from '../../src/model/step-states.ts';

const step = (id: string, check: string | undefined, rest: Partial<Step> = {}): Step => ({
  id,
  title: `Do ${id}`,
  anchor: `${id}-here`,
  check,
  needs: [],
  optional: false,
  once: false,
  any_time: false,
  ...rest,
});
const steps: Step[] = [
  step('sign-in', 'signed in', { optional: true }),
  step('product', 'product chosen'),
  step('hook', 'integration "WebhookDemo01" in product', { needs: ['product'], fix: 'event-field' }),
  step('send', 'event "WebhookDemo01"', { needs: ['hook'] }),
  step('read', undefined, { optional: true }),
  step('clean', 'no integration "WebhookDemo01" in product and server demo-server.example stopped', { needs: ['hook'], any_time: true }),
];
const start: CloudFacts = {
  signed_in: false,
  choice: { device: null, product: null },
  devices: [],
  products: [],
  product_devices: [],
  integrations: [],
  sandbox_integrations: [],
  servers: [{ host: 'demo-server.example', running: true, requests: 0 }],
  events: [],
};
const withProduct: CloudFacts = { ...start, choice: { device: null, product: 3 }, products: [{ id: 3, name: 'p' }] };
const withHook: CloudFacts = { ...withProduct, integrations: [{ event: 'WebhookDemo01' }] };
const sent: CloudFacts = { ...withHook, events: [{ name: 'WebhookDemo01', data: '1', origin: 'api', product_id: 3 }] };

const words = (facts: CloudFacts, reached: string[] = []) =>
  lessonProgress(steps, facts, new Set(reached))
    .states.map(({ state }) => state)
    .join(' ');
const stateOf = (id: string, facts: CloudFacts, reached: string[] = []) =>
  lessonProgress(steps, facts, new Set(reached)).states.find((one) => one.id === id)!;

it('a new lesson has one step to do now, and the rest waits', () => {
  expect(words(start)).to.equal('skipped now locked locked skipped locked');
});

it('a step opens when what it needs was reached', () => {
  expect(words(withProduct)).to.equal('skipped done now locked skipped locked');
  expect(words(withHook)).to.equal('skipped done done now skipped todo');
  expect(words(sent)).to.equal('skipped done done done skipped todo');
});

it('an optional step that was done shows it', () => {
  expect(words({ ...start, signed_in: true })).to.equal('done now locked locked skipped locked');
});

it('a locked step says what opens it', () => {
  expect(stateOf('hook', start).reason).to.deep.equal({
    expected: 'Opens after “Do product”.',
    found: '“Do product” is not done yet.',
    link: '#product-here',
  });
});

it('what was reached and no longer holds is undone, with the value and the place to mend it', () => {
  const wrong = { ...sent, integrations: [{ event: 'WebhookDemo' }] };
  const { state, reason } = stateOf('hook', wrong, ['product', 'hook', 'send']);
  expect(state).to.equal('undone');
  expect(reason!.found).to.equal('`event` is `WebhookDemo`.');
  expect(reason!.link).to.equal('#event-field');
});

it('a step that was reached before keeps later steps open', () => {
  expect(stateOf('send', withProduct, ['product', 'hook']).state).to.equal('now');
});

it('a cloud that cannot be reached undoes nothing and blames nobody', () => {
  const lost: CloudFacts = { ...sent, products: null, integrations: null, events: null };
  const { states } = lessonProgress(steps, lost, new Set(['product', 'hook']));
  expect(states.map(({ state }) => state)).to.deep.equal(['skipped', 'done', 'done', 'now', 'skipped', 'todo']);
  expect(states.every(({ reason }) => reason === undefined)).to.equal(true);
});

it('cleaning up finishes the lesson and undoes no step', () => {
  const reached = ['product', 'hook', 'send'];
  const stopped = [{ host: 'demo-server.example', running: false, requests: 1 }];
  expect(words({ ...withProduct, products: [], servers: stopped }, reached)).to.equal('skipped done done done skipped done');
  expect(words(sent, [...reached, 'clean'])).to.equal('skipped done done done skipped todo');
});

it('progress counts the steps that matter', () => {
  const { done, total, reached } = lessonProgress(steps, withHook, new Set());
  expect([done, total]).to.deep.equal([2, 4]);
  expect(reached).to.deep.equal(['product', 'hook']);
});

it('goes on without a device: its steps neither count nor hold up', () => {
  const withDevice = [
    step('device', 'device chosen'),
    ...steps.slice(1, 2),
    step('add', 'device in product', { needs: ['device', 'product'] }),
  ];
  const facts = { ...withProduct, choice: { device: null, product: 3, without_device: true } };
  const { states, done, total } = lessonProgress(withDevice, facts, new Set());
  expect(states.map(({ state }) => state)).to.deep.equal(['skipped', 'done', 'skipped']);
  expect([done, total]).to.deep.equal([1, 1]);
});

it('a finished lesson that is taken up again is a new round, not an undone one', () => {
  const finished = ['product', 'hook', 'send', 'clean'];
  const again = { ...start, choice: { device: null, product: 4 }, products: [{ id: 4, name: 'q' }] };
  const { states, reached } = lessonProgress(steps, again, new Set(finished));
  expect(states.map(({ state }) => state)).to.deep.equal(['skipped', 'done', 'now', 'locked', 'skipped', 'locked']);
  expect(reached).to.deep.equal(['product']);
});

it('what lies further back than the page knows is not called missing', () => {
  const far = { ...withHook, more_events: true };
  expect(stateOf('send', far, ['send']).state).to.equal('done');
  expect(stateOf('send', far).reason).to.equal(undefined);
});

it('the webhook of the lesson is judged by all its settings', () => {
  const whole = [step('product', 'product chosen'), step('hook', 'demo webhook in product', { needs: ['product'] })];
  const hook = demoHook('secret');
  const facts = (change: object): CloudFacts => ({
    ...withProduct,
    servers: [{ host: 'demo-server.example', running: true, requests: 0, secret: 'secret' }],
    integrations: [{ ...hook, ...change }],
  });
  const reason = (change: object) => lessonProgress(whole, facts(change), new Set(['hook'])).states[1]!.reason;
  expect(reason({})).to.equal(undefined);
  expect(reason({ disabled: true })).to.include({ found: '`disabled` is `true`.', expected: '`false`.' });
  expect(reason({ headers: { ...hook.headers, Authorization: 'Bearer other' } })!.found).to.contain('headers.Authorization');
  expect(reason({ body: '{}', url: 'http://demo-server.example/' })!.found).to.contain('1 more setting differs.');
});

it('what was done is done, whatever is missing before it', () => {
  const flash = [
    step('hook', 'integration "temp"'),
    step('flash', 'device chosen', { once: true }),
    step('send', 'event "temp"', { needs: ['hook'] }),
  ];
  const facts: CloudFacts = {
    ...start,
    choice: { device: 'a', product: null },
    devices: [{ id: 'a', name: 'pocket_board', online: true }],
    events: [{ name: 'temp', data: '21', origin: 'device', product_id: null }],
  };
  expect(lessonProgress(flash, facts, new Set()).states.map(({ state }) => state)).to.deep.equal(['now', 'done', 'done']);
});
