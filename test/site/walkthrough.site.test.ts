// The whole lesson, from an empty profile to a clean cloud: by keyboard alone, and by mouse with reloads, repairs and every look.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { press, tabRound, tabTo } from '../support/keyboard.ts';
import { axeViolations, setLook, setTheme, wakeAll } from '../support/look.ts';
import { newVisitors, startSite, type Site, type Visitor, type Visitors } from '../support/site.ts';
import { ask, cloudAnswers, signIn, until } from '../support/visit.ts';

let site: Site;
let visitors: Visitors;
let visitor: Visitor;
before(async () => {
  site = await startSite();
  visitors = await newVisitors();
});
after(async () => {
  await visitors.close();
  await site.close();
});
beforeEach(async () => {
  visitor = await visitors.next();
});
afterEach(() => visitor.close());

const STEPS = [
  'sign-in',
  'choose-device',
  'choose-product',
  'add-device',
  'start-demo',
  'create-webhook',
  'send-test-event',
  'follow-event',
  'clean-up',
];
/** Optional, and done by a board that publishes when it likes. */
const FIRMWARE = 'look-at-firmware';
/** What the rail says after each thing a person does, in the order of STEPS. */
const AFTER = {
  nothing: 'skipped now todo locked locked locked locked locked locked',
  'signing in': 'done now todo locked locked locked locked locked locked',
  'choosing a device': 'done done now locked locked locked locked locked locked',
  'creating a product': 'done done done now todo locked locked locked locked',
  'adding the device': 'done done done done now locked locked locked locked',
  'starting the demo': 'done done done done done now locked locked locked',
  'creating the webhook': 'done done done done done done now locked todo',
  'sending an event': 'done done done done done done done done todo',
  'cleaning up': 'done done done done done done done done done',
} as const;

/** The controls of the steps in their order: what a step changes is its own control, the one after it, and the rail. */
const CONTROLS = ['sign-in', 'select-device', 'select-product', 'add-device', 'start-demo', 'create-webhook', 'test-event'];
const changedBy = (step: number): string[] => ['pocket-step-list', ...CONTROLS.slice(step, step + 2).map((name) => `pocket-${name}`)];

const railSteps = (page: Page): Promise<{ step: string; state: string }[]> =>
  page.$$eval('pocket-step-list li[data-step]', (items) =>
    items.map((item) => {
      const { step, state } = (item as HTMLElement).dataset;
      return { step: step ?? '', state: state ?? '' };
    }),
  );
const rail = async (page: Page): Promise<string> =>
  (await railSteps(page))
    .filter(({ step }) => step !== FIRMWARE)
    .map(({ state }) => state)
    .join(' ');
const railSays = (page: Page, expected: string): Promise<string> =>
  until(
    () => rail(page),
    (said) => said === expected,
  );

const openLesson = async (): Promise<{ page: Page; errors: string[] }> => {
  const { page, errors } = await visitor.newPage();
  theme = 'light';
  await setLook(page, { theme, width: 1440 });
  await page.goto(`${site.root}tutorials/webhook-demo/`);
  await cloudAnswers(page);
  await wakeAll(page);
  const steps = (await railSteps(page)).map(({ step }) => step);
  assert.deepEqual(steps, STEPS.toSpliced(-1, 0, FIRMWARE));
  await railSays(page, AFTER.nothing);
  return { page, errors };
};

/** A button that can be pressed now, by the element it is in and how its text begins. */
const button = async (page: Page, host: string, text: string): Promise<ElementHandle> => {
  const find = (): Promise<ElementHandle | null> =>
    page
      .evaluateHandle(
        (tag, label) => {
          const inside = document.querySelector(tag);
          const all = [...(inside?.shadowRoot ?? inside)!.querySelectorAll('button')];
          return (
            all.find(
              (one) => one.checkVisibility() && one.getAttribute('aria-disabled') !== 'true' && one.textContent.trim().startsWith(label),
            ) ?? null
          );
        },
        host,
        text,
      )
      .then((handle) => handle.asElement() as ElementHandle | null);
  return (await until(find, (found) => found !== null))!;
};

it('the whole lesson by keyboard alone, with the focus in sight at every stop', async () => {
  const { page, errors } = await openLesson();
  await press(page, { host: 'pocket-sign-in', text: 'Sign in with one click' });
  await railSays(page, AFTER['signing in']);
  await tabTo(page, { host: 'pocket-select-device', id: 'device' });
  await page.keyboard.press('ArrowDown');
  await railSays(page, AFTER['choosing a device']);
  await press(page, { host: 'pocket-select-product', text: 'Create product' });
  await railSays(page, AFTER['creating a product']);
  await press(page, { host: 'pocket-add-device', text: 'Add device' }, 'Space');
  await railSays(page, AFTER['adding the device']);
  await press(page, { host: 'pocket-start-demo', text: 'Start demo' });
  await railSays(page, AFTER['starting the demo']);
  await press(page, { host: 'pocket-create-webhook', text: 'Create webhook' }, 'Space');
  await railSays(page, AFTER['creating the webhook']);
  await press(page, { host: 'pocket-test-event', text: 'Send test event' });
  await railSays(page, AFTER['sending an event']);

  // Arrows go from stop to stop, and the inspector follows.
  const inspected = (): Promise<string> =>
    page.$eval('pocket-journey >>> #stop-title', (title) => (title.textContent ?? '').replace(/\s+/g, ' ').trim()).catch(() => '');
  await press(page, { host: 'pocket-journey-diagram' });
  const first = await until(inspected, (title) => title !== '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until(inspected, (title) => title !== '' && title !== first);

  for (const part of ['webhooks', 'devices', 'product']) await press(page, { host: 'pocket-clean-up', id: part }, 'Space');
  await press(page, { host: 'pocket-clean-up', text: 'Delete 3 things' });
  await page.waitForSelector('pocket-clean-up >>> dialog[open]');
  // Escape is a way out of the question, and the answer no.
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('pocket-clean-up')!.shadowRoot!.querySelector('dialog[open]'));
  assert.equal(await rail(page), AFTER['sending an event']);
  await press(page, { host: 'pocket-clean-up', text: 'Delete 3 things' });
  await page.waitForSelector('pocket-clean-up >>> dialog[open]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await railSays(page, AFTER['cleaning up']);
  assert.deepEqual(errors, []);
});

it('the focus goes once round the lesson in both directions and is caught nowhere', async () => {
  const { page } = await openLesson();
  const forward = await tabRound(page, 'forward');
  const hosts = ['first-event', 'sign-in', 'select-product', 'test-event', 'project-browser', 'clean-up', 'event-log'];
  for (const host of hosts)
    assert.ok(
      [...forward.values()].some((stop) => stop.startsWith(`pocket-${host} `)),
      `${host} is never reached: ${[...forward.values()].join(' | ')}`,
    );
  const backward = await tabRound(page, 'backward');
  const missed = [...forward].filter(([number]) => !backward.has(number)).map(([, stop]) => stop);
  assert.deepEqual(missed, []);
});

let theme: 'light' | 'dark' = 'light';
/** In light and dark, axe objects to nothing. `parts`: where something changed since the whole page was looked at. */
const looksRight = async (page: Page, state: string, parts?: string[]): Promise<void> => {
  const look = async (): Promise<void> => assert.deepEqual(await axeViolations(page, parts), [], `${theme}, ${state}`);
  await look();
  // The next state is looked at in this theme first: a change of theme draws everything anew.
  theme = theme === 'light' ? 'dark' : 'light';
  await setTheme(page, theme);
  await look();
};

const reloads = async (page: Page, state: string, awake: readonly string[]): Promise<void> => {
  await page.reload();
  await cloudAnswers(page);
  await wakeAll(page, awake);
  await railSays(page, state);
};

/** What a person with a mouse does, step by step. */
const byMouse: readonly [done: keyof typeof AFTER, act: (page: Page) => Promise<unknown>][] = [
  ['signing in', async (page) => (await button(page, 'pocket-sign-in', 'Sign in with one click')).click()],
  [
    'choosing a device',
    async (page) => {
      const select = (await page.waitForSelector('pocket-select-device >>> #device'))!;
      const [id] = await select.$$eval('option', (options) => options.map(({ value }) => value).filter((value) => value !== ''));
      await select.select(id!);
    },
  ],
  ['creating a product', async (page) => (await button(page, 'pocket-select-product', 'Create product')).click()],
  ['adding the device', async (page) => (await button(page, 'pocket-add-device', 'Add device')).click()],
  ['starting the demo', async (page) => (await button(page, 'pocket-start-demo', 'Start demo')).click()],
  ['creating the webhook', async (page) => (await button(page, 'pocket-create-webhook', 'Create webhook')).click()],
  ['sending an event', async (page) => (await button(page, 'pocket-test-event', 'Send test event')).click()],
];

it('the whole lesson by mouse: every state passes axe in light and dark, and a reload resumes it', async () => {
  const { page, errors } = await openLesson();
  // Before anything is done, the whole page is looked at with all others.
  for (const [step, [done, act]] of byMouse.entries()) {
    await act(page);
    await railSays(page, AFTER[done]);
    if (done === 'sending an event') await wakeAll(page);
    await looksRight(page, done, done === 'sending an event' ? undefined : changedBy(step));
    await reloads(page, AFTER[done], [...changedBy(step + 1), 'pocket-clean-up']);
  }
  for (const part of ['webhooks', 'devices', 'product'])
    await (await page.waitForSelector(`pocket-clean-up >>> #${part}:not([disabled])`))!.click();
  await (await button(page, 'pocket-clean-up', 'Delete 3 things')).click();
  const yes = (await page.waitForSelector('pocket-clean-up >>> dialog[open] button[value="yes"]'))!;
  await looksRight(page, 'the question before deleting', ['pocket-clean-up']);
  await yes.click();
  await railSays(page, AFTER['cleaning up']);
  await wakeAll(page);
  await looksRight(page, 'cleaning up', ['pocket-step-list', 'pocket-clean-up', ...CONTROLS.map((name) => `pocket-${name}`)]);
  await reloads(page, AFTER['cleaning up'], ['pocket-clean-up']);
  const token = await signIn(page);
  assert.deepEqual((await ask(page, '/v1/products', { token })).body.products, []);
  assert.deepEqual(errors, []);
});

it('a step that the cloud undoes says so, and the button beside it does it again', async () => {
  const { page, errors } = await openLesson();
  for (const [done, act] of byMouse) {
    await act(page);
    await railSays(page, AFTER[done]);
  }
  const token = await signIn(page);
  const [product] = (await ask(page, '/v1/products', { token })).body.products;
  const [device] = (await ask(page, '/v1/devices', { token })).body;
  const [hook] = (await ask(page, `/v1/products/${product.id}/integrations`, { token })).body;
  const stateOf = (step: string): Promise<string | undefined> =>
    page.$eval(`pocket-step-list li[data-step="${step}"]`, (item) => (item as HTMLElement).dataset['state']);
  const undo: [step: string, path: string, method: string, json?: unknown][] = [
    ['create-webhook', `/v1/products/${product.id}/integrations/${hook.id}`, 'DELETE'],
    ['start-demo', '/pocket/servers/demo-server.example/control', 'POST', { op: 'stop' }],
    ['add-device', `/v1/products/${product.id}/devices/${device.id}`, 'DELETE'],
  ];
  for (const [step, path, method, json] of undo) {
    assert.ok((await ask(page, path, { method, token, json })).status < 300);
    await until(
      () => stateOf(step),
      (state) => state === 'undone',
    );
    const why = await page.$eval(`pocket-step-list li[data-step="${step}"] .why`, (text) => text.textContent ?? '');
    assert.match(why, /Needed:/);
    await looksRight(page, `${step} undone`, ['pocket-step-list', `pocket-${step}`]);
    await (await page.waitForSelector(`pocket-step-list li[data-step="${step}"] .step-do button`))!.click();
    await railSays(page, AFTER['sending an event']);
  }
  assert.deepEqual(errors, []);
});
