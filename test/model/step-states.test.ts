// Steps follow the facts: what opens, what is done, what was undone, and what a lost connection must not change.
import { expect } from '@esm-bundle/chai';
import type { CloudFacts } from '../../src/model/cloud-facts.ts';
import type { Step } from '../../src/model/lesson.ts';
import { lessonProgress } from '../../src/model/step-states.ts';

const step = (id: string, check: string | undefined, rest: Partial<Step> = {}): Step => ({
  id,
  title: `Do ${id}`,
  anchor: `${id}-here`,
  check,
  needs: [],
  optional: false,
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
