// Scripts that somebody stored in every place the API has, shown by every page: text, and nothing else.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { alive, INJECTIONS, watchPolicy, wholeText } from '../support/injections.ts';
import { wakeAll } from '../support/look.ts';
import { builtPages, newVisitor, startSite, type Site, type Visitor, type WatchedPage } from '../support/site.ts';
import { ask, cloudAnswers, signIn, until } from '../support/visit.ts';

const LESSON = 'tutorials/webhook-demo/';
/** Pages that show names, data or mails as soon as they have read them. */
const SHOWING = [LESSON, 'webhooks/', 'workbench/', 'mail/', 'reset-password/'];

let site: Site;
let visitor: Visitor;
/** Code of a mailed link whose page is branded with an injection. */
let code: string;
/** How many injections each place took; the others were refused with a 4xx. */
let taken: Record<string, number>;
/** The product that holds the hooks. */
let product: number;

/** Stores every injection in every place that takes text. It runs in the page: a thousand calls from here would take minutes. */
const store = (page: Page, token: string): Promise<{ taken: Record<string, number>; statuses: number[]; product: number }> =>
  page.evaluate(
    async (injections, auth) => {
      const counts: Record<string, number> = {};
      const statuses = new Set<number>();
      const call = async (place: string, method: string, path: string, json: unknown): Promise<ReturnType<typeof JSON.parse>> => {
        const headers = { authorization: `Bearer ${auth}`, 'content-type': 'application/json' };
        const answer = await fetch(`cloud${path}`, { method, headers, body: json === null ? null : JSON.stringify(json) });
        statuses.add(answer.status);
        if (answer.ok) counts[place] = (counts[place] ?? 0) + 1;
        return answer.status === 204 ? {} : answer.json();
      };
      const all = injections.join('\n');
      const demo = '/pocket/servers/demo-server.example/control';
      await call('settings', 'PUT', '/pocket/settings', { rules: 'current', allowed_hosts: [] });
      await call('control', 'POST', demo, { op: 'start' });
      await call('control', 'POST', demo, { op: 'hookResponse', authorization: null });
      await call('control', 'POST', demo, { op: 'hookResponse', statusCode: 200, contentType: 'text/html', body: all });
      await call('account', 'PUT', '/v1/user', { account_info: { first_name: injections[0], last_name: injections[1] } });
      const makeProduct = async (text: string): Promise<number> => {
        const settings = { password_reset: { title: text, color: text, logo_text: text } };
        const fields = { name: text, platform_id: 3, description: text, settings };
        return (await call('product', 'POST', '/v1/user/products', { product: fields })).product?.id;
      };
      const ids: number[] = [];
      for (const text of injections) ids.push(await makeProduct(text));
      const first = ids[0]!;
      const putEverywhere = async (text: string, at: number): Promise<void> => {
        const device = await call('', 'POST', '/v1/devices', { product_id: first });
        await call('device', 'PUT', `/v1/devices/${device.device_id}`, { name: text, notes: text });
        await call('group', 'POST', `/v1/products/${first}/groups`, { name: text, description: text });
        await call('client', 'POST', `/v1/products/${first}/clients`, { name: text, type: 'installed' });
        await call('member', 'POST', `/v1/products/${first}/team`, { username: text });
        await call('api-user', 'POST', `/v1/products/${first}/team`, { friendly_name: text, scopes: ['devices:get'] });
        const customer = `c${at}@example.com`;
        await call('customer', 'POST', `/v1/products/${ids[at]}/customers`, { email: customer, password: text });
        await call('mail', 'POST', `/v1/products/${ids[at]}/customers/${customer}/password-reset`, {});
        await call('hook', 'POST', `/v1/products/${first}/integrations`, {
          integration_type: 'Webhook',
          event: text,
          name: text,
          url: `https://${at % 3 === 2 ? 'nobody.example' : 'demo-server.example'}/hook/demo?x=${encodeURIComponent(text)}`,
          requestType: 'POST',
          headers: { 'X-Text': text },
          ...(at % 2 === 0 ? { body: `${text} {{{PARTICLE_EVENT_VALUE}}}` } : { json: { [text]: '{{{PARTICLE_EVENT_VALUE}}}' } }),
          responseTopic: `${text}/answer`,
          errorResponseTopic: `${text}/error`,
        });
        await call('event', 'POST', `/v1/products/${first}/events`, { name: text, data: text });
        await call('event', 'POST', '/v1/devices/events', { name: text, data: JSON.stringify({ [text]: text }) });
      };
      await Promise.all(injections.map(putEverywhere));
      // The table of the server shows only bodies that are JSON, its columns are their keys.
      const hook = { integration_type: 'Webhook', event: 'columns', url: 'https://demo-server.example/hook/demo', requestType: 'POST' };
      await call('hook', 'POST', `/v1/products/${first}/integrations`, { ...hook, noDefaults: true, body: '{{{PARTICLE_EVENT_VALUE}}}' });
      const asColumn = (text: string): Promise<unknown> =>
        call('event', 'POST', `/v1/products/${first}/events`, { name: 'columns', data: JSON.stringify({ [text]: text }) });
      await Promise.all(injections.map(asColumn));
      return { taken: counts, statuses: [...statuses], product: first };
    },
    [...INJECTIONS],
    token,
  );

before(async () => {
  site = await startSite();
  visitor = await newVisitor();
  const { page } = await visitor.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(site.root);
  await cloudAnswers(page);
  const stored = await store(page, await signIn(page));
  ({ taken, product } = stored);
  assert.deepEqual(
    stored.statuses.filter((status) => status >= 500),
    [],
  );
  const { mails } = (await ask(page, '/pocket/mails')).body as { mails: { link?: string }[] };
  code = new URL(mails.find(({ link }) => link)!.link!, site.root).searchParams.get('code')!;
  await until(
    () => ask(page, '/pocket/deliveries?limit=50'),
    ({ body }) => body.deliveries.every(({ state }: { state: string }) => state === 'success' || state === 'error' || state === 'skipped'),
    60_000,
  );
  await page.close();
});
after(async () => {
  await visitor.close();
  await site.close();
});

type Act = 'open' | 'press' | 'scroll' | 'choose';

/** Does one thing to the first element that matches and was not met yet, through shadow trees. False when there is none. */
const actOnNext = (page: Page, selector: string, act: Act): Promise<boolean> =>
  page.evaluate(
    (given, what) => {
      const here = window as unknown as { met?: WeakMap<Element, Set<string>> };
      const met = (here.met ??= new WeakMap());
      const find = (root: Document | ShadowRoot): Element | undefined => {
        for (const element of root.querySelectorAll('*')) {
          if (element.matches(given) && !met.get(element)?.has(what)) return element;
          const inside = element.shadowRoot && find(element.shadowRoot);
          if (inside) return inside;
        }
        return undefined;
      };
      for (let element = find(document); element; element = find(document)) {
        met.set(element, new Set(met.get(element)).add(what));
        if (what === 'press') (element as HTMLElement).click();
        else if (what === 'scroll') element.scrollBy(0, element.clientHeight - 40);
        else if (what === 'choose') {
          const select = element as HTMLSelectElement;
          // Every choice in turn; the last one stays.
          for (const { value } of [...select.options].slice(1)) {
            select.value = value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
          }
        } else {
          // Nothing that is only opened depends on the one before.
          (element as HTMLDetailsElement).open = true;
          continue;
        }
        return true;
      }
      return false;
    },
    selector,
    act,
  );

/** Opens what a press opens, tries every choice and turns to rows, without changing the cloud. Answers all text that was shown when it is to be `read`: that takes most of the time. */
const openEverything = async (page: Page, read: boolean): Promise<string> => {
  let shown = '';
  const each = async (selector: string, act: Act, most: number): Promise<void> => {
    for (let times = 0; times < most && (await actOnNext(page, selector, act)); times++) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      if (read) shown += await wholeText(page);
    }
  };
  await each('details:not([open])', 'open', 1);
  await each('.row', 'press', 8);
  await each('.hop', 'press', 8);
  await each('.rows', 'scroll', 2);
  await each('button[aria-expanded="false"]:not([popovertarget])', 'press', 16);
  await each('select:not([disabled])', 'choose', 10);
  await each('table button.pick, table button.sort', 'press', 10);
  await each('details:not([open])', 'open', 1);
  return shown + (await wholeText(page));
};

const visit = async (path: string): Promise<WatchedPage & { dialogs: string[] }> => {
  const watched = await visitor.newPage();
  const dialogs: string[] = [];
  watched.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  watched.page.setDefaultTimeout(60_000);
  await watched.page.setViewport({ width: 1440, height: 900 });
  await watchPolicy(watched.page);
  await watched.page.goto(`${site.root}${path}`);
  await cloudAnswers(watched.page);
  return { ...watched, dialogs };
};

it('every place that a page shows took all injections, or nearly all', () => {
  assert.ok(INJECTIONS.length >= 40);
  assert.ok(INJECTIONS.every((text) => /^[\x20-\x7e]{1,64}$/.test(text)));
  assert.equal(new Set(INJECTIONS).size, INJECTIONS.length);
  const most = INJECTIONS.length;
  assert.equal(taken['event'], most * 3, JSON.stringify(taken));
  for (const place of ['product', 'device', 'hook', 'mail', 'client']) assert.ok(taken[place]! >= most - 2, `${place}: ${taken[place]}`);
  // A group's name may hold no slash.
  assert.ok(taken['group']! >= 20, `group: ${taken['group']}`);
});

it('an injection that came alive would be noticed', async () => {
  const { page } = await visit('');
  assert.deepEqual(await alive(page), []);
  await page.waitForSelector('pocket-first-event >>> button');
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.setAttribute('href', 'javascript:__hacked=1');
    document.querySelector('pocket-first-event')!.shadowRoot!.append(link, document.createElement('marquee'));
    (window as unknown as { __hacked: number }).__hacked = 1;
  });
  assert.deepEqual(await alive(page), ['a script ran', 'an element <marquee>', '<a href="javascript:__hacked=1">']);
  await page.close();
});

for (const path of builtPages())
  it(`/${path} shows them as text in everything that opens`, async () => {
    const query = path === 'reset-password/' ? `?code=${code}` : path === LESSON ? '' : `?product=${product}`;
    const { page, errors, dialogs } = await visit(`${path}${query}`);
    await wakeAll(page);
    if (SHOWING.includes(path)) {
      await until(
        () => wholeText(page),
        (text) => INJECTIONS.some((one) => text.includes(one)),
      );
    }
    if (path === LESSON) await page.waitForSelector('pocket-event-log >>> .row');
    const shown = await openEverything(page, path === LESSON);
    assert.deepEqual(await alive(page), []);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(errors, []);
    assert.deepEqual(visitor.leaks, []);
    // What was looked at is what was stored: as names to choose, in the log and in the inspector.
    if (path === LESSON) {
      const missing = INJECTIONS.filter((text) => !shown.includes(text));
      assert.deepEqual(missing, []);
    }
    await page.close();
  });
