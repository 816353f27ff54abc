import { expect } from '@esm-bundle/chai';
import '../../src/elements/step-list.ts';
import { madeSince } from '../../src/elements/support/lesson-undo.ts';
import type { Lesson } from '../../src/model/lesson.ts';
import { openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';
import { keptMemory } from '../support/kept-memory.ts';

const step = (id: string, title: string, check: string, more: Partial<Lesson['steps'][number]> = {}): Lesson['steps'][number] => ({
  id,
  title,
  anchor: `at-${id}`,
  check,
  needs: [],
  optional: false,
  once: false,
  any_time: false,
  ...more,
});

const lesson: Lesson = {
  slug: 'test-lesson',
  title: 'Webhook demo',
  description: '',
  minutes: 5,
  steps: [
    step('sign-in', 'Sign in', 'signed in', { optional: true }),
    step('choose-product', 'Choose a product', 'product chosen'),
    step('create-webhook', 'Create the webhook', 'integration "WebhookDemo01" in product', { needs: ['choose-product'] }),
    step('send', 'Send a test event', 'event "WebhookDemo01" in product', { needs: ['create-webhook'] }),
  ],
};

let page: ElementPage;
const kept = new Map<string, unknown>();
const keep = keptMemory(kept);
beforeEach(async () => {
  kept.clear();
  page = await openElementPage({ lesson, keep });
});
afterEach(() => page.close());

const mount = async (): Promise<HTMLElement> => {
  page.stage.innerHTML =
    '<h1>Lesson</h1><nav aria-label="Steps"><pocket-step-list><ol><li>Static text</li></ol></pocket-step-list></nav><section id="at-choose-product"><h2>Product</h2></section>';
  const element = page.stage.querySelector<HTMLElement>('pocket-step-list')!;
  await page.until(() => element.querySelector('.steps-list'));
  element.querySelector('details')!.open = true;
  return element;
};
const states = (element: Element): string => [...element.querySelectorAll('li')].map((one) => one.dataset['state']).join(' ');
const item = (element: Element, id: string): string =>
  element.querySelector(`[data-step="${id}"]`)!.textContent.replace(/\s+/g, ' ').trim();
const press = (element: Element, label: string): void => {
  const buttons = [...element.querySelectorAll<HTMLElement>('button')];
  buttons.find((one) => one.textContent.trim().startsWith(label))!.click();
};
const withProduct = async (): Promise<number> => {
  const { id } = await page.session.cloud.createProduct({ name: 'webhook-demo-argon-1', platform_id: 12 });
  page.session.choose({ product: id });
  return id;
};
const hook = { event: 'WebhookDemo01', url: 'https://demo-server.example/hook/demo' };

it('stands where the cloud stands: no click makes a step done', async () => {
  const element = await mount();
  await page.until(() => states(element) === 'skipped now locked locked');
  expect(item(element, 'choose-product')).to.contain('Not yet: No product is chosen.');
  expect(item(element, 'create-webhook')).to.contain('Opens after “Choose a product”.');
  expect(item(element, 'sign-in')).to.contain('Optional');
  await page.expectAccessible();
  element.querySelector<HTMLAnchorElement>('[data-step="create-webhook"] a')!.click();
  const product = await withProduct();
  await page.until(() => states(element) === 'skipped done now locked');
  await page.session.cloud.createIntegration(hook, product);
  await page.until(() => states(element) === 'skipped done done now');
  await page.session.cloud.publish({ name: 'WebhookDemo01', data: '1' }, product);
  await page.until(() => states(element) === 'skipped done done done');
  expect(element.querySelector('.steps-meter')!.textContent).to.contain('3 of 3 steps done');
  expect(element.querySelector('progress')!.value).to.equal(3);
  await page.expectAccessible();
});

it('a step that was taken back says what was found and what is needed', async () => {
  const element = await mount();
  const product = await withProduct();
  const { id } = await page.session.cloud.createIntegration(hook, product);
  await page.until(() => states(element) === 'skipped done done now');
  await page.session.cloud.updateIntegration(id, { ...hook, event: 'WebhookDemo' }, product);
  await page.until(() => states(element) === 'skipped done undone now');
  const why = item(element, 'create-webhook');
  expect(why).to.contain('Undone');
  expect(why).to.contain('event is WebhookDemo.');
  expect(why).to.contain('whose event is WebhookDemo01');
  expect(element.querySelector('[data-step="create-webhook"] .why a')!.getAttribute('href')).to.equal('#at-create-webhook');
  await page.expectAccessible();
});

it('resumes after a reload, before the cloud has answered', async () => {
  const element = await mount();
  await withProduct();
  await page.until(() => states(element) === 'skipped done now locked');
  expect(kept.get('reached/test-lesson')).to.deep.equal(['choose-product']);
  page.close();
  page = await openElementPage({ lesson, keep });
  page.session.state = 'opening';
  expect(states(await mount())).to.contain('done');
});

it('does it for the learner through the control of the step, and says so', async () => {
  const element = await mount();
  let asked = 0;
  const help = (id: string): HTMLButtonElement => element.querySelector<HTMLButtonElement>(`[data-step="${id}"] button`)!;
  await page.until(() => help('choose-product'));
  expect(element.querySelector('[data-step="create-webhook"] button')).to.equal(null);
  help('choose-product').click();
  // The control wakes up only when the page has scrolled to it.
  page.session.offer('choose-product', async () => {
    asked += 1;
    await withProduct();
  });
  await page.until(() => states(element) === 'skipped done now locked');
  expect(asked).to.equal(1);
  await page.until(() => element.querySelector('[role="status"]')!.textContent.includes('Done for you: Choose a product.'), 'it is said');
});

it('a failure of the cloud is no wrong answer of the learner', async () => {
  const element = await mount();
  await withProduct();
  await page.until(() => states(element) === 'skipped done now locked');
  const { fetch } = page.test.cloud;
  page.test.cloud.fetch = (request, client) =>
    request.url.includes('/v1/') ? Promise.reject(new TypeError('gone')) : fetch(request, client);
  page.session.view.refresh();
  for (let n = 0; n < 5; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(states(element)).to.equal('skipped done now locked');
});

it('a finished lesson offers to start again, and the front page knows where to go on', async () => {
  const element = await mount();
  const product = await withProduct();
  await page.until(() => states(element) === 'skipped done now locked');
  expect((kept.get('progress') as { step: { title: string } }[])[0]!.step.title).to.equal('Create the webhook');
  await page.session.cloud.createIntegration(hook, product);
  await page.session.cloud.publish({ name: 'WebhookDemo01', data: '1' }, product);
  await page.until(() => element.textContent.includes('You finished this lesson.'));
  expect((kept.get('progress') as { step: unknown }[])[0]!.step).to.equal(null);
  await page.expectAccessible();
  press(element, 'Start this lesson again');
  await page.until(() => states(element) === 'skipped now locked locked');
  expect(kept.get('progress')).to.deep.equal([]);
  await page.expectAccessible();
  press(element, 'Undo');
  await page.until(() => states(element) === 'skipped done done done', 'the start again is taken back');
});

it('does by its requests what no control of the page does, and takes it back', async () => {
  page.close();
  const [first, , ...rest] = lesson.steps;
  const create = [
    { method: 'POST', path: '/v1/user/products', body: { product: { name: 'lamp', platform_id: 3 } }, keep: { product: 'product.id' } },
  ] as const;
  const byRequests = step('choose-product', 'Choose a product', 'product chosen', { do: [...create] });
  page = await openElementPage({ lesson: { ...lesson, steps: [first!, byRequests, ...rest] }, keep });
  const element = await mount();
  await page.until(() => states(element).startsWith('skipped now'));
  press(element, 'Do it for me');
  await page.until(() => states(element).startsWith('skipped done'));
  expect((await page.session.cloud.products()).map(({ name }) => name)).to.deep.equal(['lamp']);

  // What the learner made since would go too: that is said and asked first.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await page.session.cloud.createIntegration({ event: 'mine', url: 'https://echo.example/' }, null);
  await page.until(() => madeSince(page.session) !== '', 'the page hears of the webhook');
  press(element, 'Undo');
  await page.until(() => item(element, 'choose-product').includes('What you made since goes too: 1 webhook.'));
  await page.expectAccessible();
  press(element, 'Keep it');
  await page.until(() => !item(element, 'choose-product').includes('goes too'));
  expect((await page.session.cloud.integrations(null)).length).to.equal(2);
  press(element, 'Undo');
  await page.until(() => item(element, 'choose-product').includes('goes too'));
  press(element, 'Undo');
  await page.until(() => states(element).startsWith('skipped now'), 'it is taken back');
  expect(await page.session.withToken(() => page.session.cloud.products())).to.deep.equal([]);
});
